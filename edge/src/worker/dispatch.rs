//! Which handler answers which route. A handler reads the request, asks the
//! objects and writes the answer; its numbered steps stand in its doc comment.
//!
//! A route without a handler does not compile, and an organizer's route has no
//! handler that could be called without an [`Organizer`].

use super::{
    context::Edge,
    doctor,
    embed::{self, letters, live, reads},
    health,
    hosted::{self, pass_page, picture},
    mail,
    manage::{self, link_page},
    organizers::{
        api, auth, auth::Organizer, mail as organizer_mail, mail_setup, moderation_api,
        moderation_page, pages, passes, server_keys, settings,
    },
    problem::Failure,
    problem_page,
    request::Inbound,
    response::Reply,
    router::{ApiRoute, OrganizerRoute, PageRoute, Route},
    signing::{confirmations, sessions, signatures},
    static_files,
};

/// Answers a request whose route and method are known.
///
/// # Errors
///
/// The handler's refusal, or what broke.
pub(crate) async fn handle(edge: &Edge, inbound: Inbound, route: Route) -> Result<Reply, Failure> {
    match route {
        Route::Tally(campaign) => reads::tally(edge, &campaign).await,
        Route::Feed(campaign) => reads::feed(edge, &campaign).await,
        Route::Signatures(campaign) => signatures::sign(edge, &inbound, &campaign).await,
        Route::Sessions(campaign) => sessions::issue(edge, &inbound, &campaign).await,
        Route::EmbedScript(campaign, partner) => {
            embed::script(edge, &inbound, &campaign, &partner).await
        }
        Route::Embed(campaign) => embed::json(edge, &inbound, &campaign).await,
        Route::EmbedRest(campaign) => embed::rest(edge, &inbound, &campaign).await,
        Route::Letters(campaign) => letters::count(edge, &inbound, &campaign).await,
        Route::Live(campaign) => live::connect(edge, inbound, &campaign).await,
        Route::ManagePage(campaign, token) => {
            manage::answer(edge, &inbound, &campaign, token.as_ref()).await
        }
        Route::AskLinkScript => Ok(static_files::link_script()),
        Route::AskLink(campaign) => link_page::answer(edge, &inbound, &campaign).await,
        Route::Confirmations(campaign) => confirmations::find(edge, &inbound, &campaign).await,
        Route::SendAgain(campaign) => confirmations::send_again(edge, &inbound, &campaign).await,
        Route::Asset(name) => static_files::asset(edge, &name).await,
        Route::Hosted(campaign, partner) => {
            hosted::answer(edge, &inbound, &campaign, &partner).await
        }
        Route::HostedLead(campaign) => hosted::lead(edge, &inbound, &campaign).await,
        Route::HostedThanks(campaign, partner) => {
            hosted::thank(edge, &inbound, &campaign, &partner).await
        }
        Route::HostedPass(campaign, partner) => {
            pass_page::answer(edge, &inbound, &campaign, &partner).await
        }
        Route::Picture(campaign, hash) => picture::show(edge, &campaign, &hash).await,
        Route::HostedStyle => Ok(static_files::page_style()),
        Route::Doctor(campaign, partner) => doctor::show(edge, &inbound, &campaign, &partner).await,
        Route::DoctorProbe(campaign, partner, hash) => {
            doctor::probe(edge, &inbound, &campaign, &partner, &hash).await
        }
        Route::DoctorStyle => Ok(static_files::doctor_style()),
        Route::MailStop(campaign, token) => {
            mail::stop::answer(edge, &inbound, &campaign, token.as_ref()).await
        }
        Route::MailEvents(adapter) => mail::events::receive(edge, &inbound, adapter).await,
        Route::OrganizerSession => auth::open_session(edge, &inbound).await,
        Route::OrganizerSignOut => auth::close_session(edge, &inbound),
        Route::OrganizerStyle => Ok(static_files::organizer_style()),
        Route::OrganizerScript => Ok(static_files::organizer_script()),
        Route::Organizer(OrganizerRoute::Api(route)) => {
            answer_api(&Organizer::of_token(edge, &inbound)?, route).await
        }
        Route::Organizer(OrganizerRoute::Page(route)) => {
            match Organizer::of_cookie(edge, &inbound)? {
                Some(organizer) => answer_page(&organizer, route).await,
                None => Ok(pages::sign_in(&inbound)),
            }
        }
        Route::Health => Ok(health::health()),
        Route::WellKnown => health::well_known(edge),
        Route::Problem(kind) => problem_page::show(edge, &inbound, &kind).await,
    }
}

async fn answer_api(organizer: &Organizer<'_>, route: ApiRoute) -> Result<Reply, Failure> {
    match route {
        ApiRoute::Campaigns => settings::list(organizer).await,
        ApiRoute::Campaign(campaign) if organizer.inbound().method == "PUT" => {
            settings::put(organizer, &campaign).await
        }
        ApiRoute::Campaign(campaign) => settings::get(organizer, &campaign).await,
        ApiRoute::Versions(campaign) => settings::versions(organizer, &campaign).await,
        ApiRoute::Version(campaign, version) => {
            settings::get_version(organizer, &campaign, version).await
        }
        ApiRoute::Counts(campaign) => api::counts(organizer, &campaign).await,
        ApiRoute::Hide(campaign, entry) => api::hide(organizer, &campaign, &entry).await,
        ApiRoute::Release(campaign) => api::release(organizer, &campaign).await,
        ApiRoute::Approve(campaign, entry) => {
            moderation_api::approve(organizer, &campaign, &entry).await
        }
        ApiRoute::HideMany(campaign) => moderation_api::hide_many(organizer, &campaign).await,
        ApiRoute::Queue(campaign) => moderation_api::queue(organizer, &campaign).await,
        ApiRoute::Feed(campaign, switch) => {
            moderation_api::switch_feed(organizer, &campaign, switch).await
        }
        ApiRoute::Passes(campaign) if organizer.inbound().method == "POST" => {
            passes::create(organizer, &campaign).await
        }
        ApiRoute::Passes(campaign) => passes::list(organizer, &campaign).await,
        ApiRoute::EndPass(campaign, pass) => passes::end(organizer, &campaign, &pass).await,
        ApiRoute::ServerKey(campaign, partner, kid) => {
            server_keys::show(organizer, &campaign, &partner, &kid).await
        }
        ApiRoute::Letters(campaign) => letters::show(organizer, &campaign).await,
        ApiRoute::MailHealth(campaign) => organizer_mail::show(organizer, &campaign).await,
        ApiRoute::TryMail(campaign) => mail_setup::try_out(organizer, &campaign).await,
        ApiRoute::MailSetup => mail_setup::show(organizer),
    }
}

async fn answer_page(organizer: &Organizer<'_>, route: PageRoute) -> Result<Reply, Failure> {
    match route {
        PageRoute::Home => pages::home(organizer).await,
        PageRoute::Dashboard(campaign) => pages::dashboard(organizer, &campaign).await,
        PageRoute::Release(campaign) => pages::release(organizer, &campaign).await,
        PageRoute::Moderation(campaign) if organizer.inbound().method == "POST" => {
            moderation_page::decide(organizer, &campaign).await
        }
        PageRoute::Moderation(campaign) => moderation_page::show(organizer, &campaign).await,
        PageRoute::Hide(campaign, entry) => {
            moderation_page::hide(organizer, &campaign, &entry).await
        }
        PageRoute::HideMany(campaign) => moderation_page::hide_many(organizer, &campaign).await,
        PageRoute::Feed(campaign, switch) => {
            moderation_page::switch_feed(organizer, &campaign, switch).await
        }
    }
}
