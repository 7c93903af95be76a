//! One file for each resource; a handler reads the request, asks the objects
//! and writes the answer. Its numbered steps stand in its doc comment.

use protocol::ids::CampaignId;

use super::{
    context::Edge,
    doctor,
    embed::{self, letters, live, reads},
    health,
    hosted::{self, pass_page, picture},
    mail::{events as mail_events, stop as mail_stop},
    manage::{self, link_page},
    organizers::{
        api as organizer_api, auth as organizer_auth, mail as organizer_mail, mail_setup,
        moderation_api as organizer_moderation, moderation_page as organizer_moderation_page,
        pages as organizer_pages, passes, server_keys,
    },
    problem::{Failure, Refusal},
    problem_page,
    request::Inbound,
    response::Reply,
    router::{MailResource, Route},
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
            embed::script(edge, &inbound, (&campaign, &partner)).await
        }
        Route::Embed(campaign) => embed::json(edge, &inbound, &campaign).await,
        Route::EmbedRest(campaign) => embed::rest(edge, &inbound, &campaign).await,
        Route::Letters(campaign) => letters::count(edge, &inbound, &campaign).await,
        Route::Live(campaign) => live::connect(edge, inbound, &campaign).await,
        Route::ManagePage(campaign, token) => {
            manage::answer(edge, &inbound, (&campaign, token.as_ref())).await
        }
        Route::AskLinkScript => Ok(static_files::link_script()),
        Route::AskLink(campaign) => link_page::answer(edge, &inbound, &campaign).await,
        Route::Mail(campaign, resource) => mail(edge, &inbound, (&campaign, resource)).await,
        Route::Asset(name) => static_files::asset(edge, &name).await,
        Route::Hosted(campaign, partner) => {
            hosted::answer(edge, &inbound, (&campaign, &partner)).await
        }
        Route::HostedLead(campaign) => hosted::lead(edge, &inbound, &campaign).await,
        Route::HostedThanks(campaign, partner) => {
            hosted::thank(edge, &inbound, (&campaign, &partner)).await
        }
        Route::HostedPass(campaign, partner) => {
            pass_page::answer(edge, &inbound, (&campaign, &partner)).await
        }
        Route::Picture(campaign, hash) => picture::show(edge, (&campaign, &hash)).await,
        Route::HostedStyle => Ok(static_files::page_style()),
        Route::Doctor(campaign, partner) => {
            doctor::show(edge, &inbound, (&campaign, &partner)).await
        }
        Route::DoctorProbe(campaign, partner, hash) => {
            doctor::probe(edge, &inbound, (&campaign, &partner, &hash)).await
        }
        Route::DoctorStyle => Ok(static_files::doctor_style()),
        Route::MailStop(campaign, token) => {
            mail_stop::answer(edge, &inbound, (&campaign, token.as_ref())).await
        }
        Route::MailEvents(adapter) => mail_events::take(edge, &inbound, adapter).await,
        Route::Health => Ok(health::health()),
        Route::WellKnown => health::well_known(edge),
        Route::Problem(kind) => problem_page::show(edge, &inbound, &kind).await,
        organizer => handle_organizer(edge, &inbound, organizer).await,
    }
}

/// The organizers' routes: the API with its token, the pages with their cookie.
async fn handle_organizer(edge: &Edge, inbound: &Inbound, route: Route) -> Result<Reply, Failure> {
    match route {
        Route::OrganizerCampaign(campaign) => organizer_api::put(edge, inbound, &campaign).await,
        Route::OrganizerCounts(campaign) => organizer_api::counts(edge, inbound, &campaign).await,
        Route::OrganizerHide(campaign, entry) => {
            organizer_api::hide(edge, inbound, (&campaign, &entry)).await
        }
        Route::OrganizerApprove(campaign, entry) => {
            organizer_moderation::approve(edge, inbound, (&campaign, &entry)).await
        }
        Route::OrganizerHideMany(campaign) => {
            organizer_moderation::hide_many(edge, inbound, &campaign).await
        }
        Route::OrganizerQueue(campaign) => {
            organizer_moderation::queue(edge, inbound, &campaign).await
        }
        Route::OrganizerFeed(campaign, switch) => {
            organizer_moderation::switch_feed(edge, inbound, (&campaign, switch)).await
        }
        Route::OrganizerRelease(campaign) => organizer_api::release(edge, inbound, &campaign).await,
        Route::OrganizerServerKey(campaign, partner, kid) => {
            server_keys::tell(edge, inbound, (&campaign, &partner, &kid)).await
        }
        Route::OrganizerSession => organizer_auth::open(edge, inbound).await,
        Route::OrganizerSignOut => organizer_auth::close(edge, inbound),
        Route::OrganizerMail => mail_setup::tell(edge, inbound),
        Route::OrganizerLetters(campaign) => letters::tell(edge, inbound, &campaign).await,
        Route::OrganizerHome => organizer_pages::home(edge, inbound).await,
        Route::OrganizerDashboard(campaign) => {
            organizer_pages::dashboard(edge, inbound, &campaign).await
        }
        Route::OrganizerHideForm(campaign, entry) => {
            organizer_moderation_page::hide(edge, inbound, (&campaign, &entry)).await
        }
        Route::OrganizerModeration(campaign) if inbound.method == "POST" => {
            organizer_moderation_page::decide(edge, inbound, &campaign).await
        }
        Route::OrganizerModeration(campaign) => {
            organizer_moderation_page::show(edge, inbound, &campaign).await
        }
        Route::OrganizerHideManyForm(campaign) => {
            organizer_moderation_page::hide_many(edge, inbound, &campaign).await
        }
        Route::OrganizerFeedForm(campaign, switch) => {
            organizer_moderation_page::switch_feed(edge, inbound, (&campaign, switch)).await
        }
        Route::OrganizerReleaseForm(campaign) => {
            organizer_pages::release(edge, inbound, &campaign).await
        }
        Route::OrganizerStyle => Ok(static_files::organizer_style()),
        Route::OrganizerScript => Ok(static_files::organizer_script()),
        Route::OrganizerPasses(campaign) if inbound.method == "POST" => {
            passes::create(edge, inbound, &campaign).await
        }
        Route::OrganizerPasses(campaign) => passes::list(edge, inbound, &campaign).await,
        Route::OrganizerEndPass(campaign, pass) => {
            passes::end(edge, inbound, (&campaign, &pass)).await
        }
        // Everything else is answered by `handle`.
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn mail(
    edge: &Edge,
    inbound: &Inbound,
    (campaign, resource): (&CampaignId, MailResource),
) -> Result<Reply, Failure> {
    match resource {
        MailResource::Confirmations => confirmations::find(edge, inbound, campaign).await,
        MailResource::SendAgain => confirmations::send_again(edge, inbound, campaign).await,
        MailResource::Try => mail_setup::try_out(edge, inbound, campaign).await,
        MailResource::Health => organizer_mail::tell(edge, inbound, campaign).await,
    }
}
