//! The Worker's entry point: from a request to a response, whatever happens.

use std::convert::Infallible;

use worker::{Context, Env, event};

use super::{
    context::Edge,
    dispatch,
    error_page::ErrorPage,
    near_miss,
    problem::{Failure, Refusal},
    request::Inbound,
    response::Reply,
    router::{self, NO_STORE, Route, Terms},
};
use crate::{config::Config, error::InternalError};

/// A year.
const TRANSPORT_SECURITY_S: u32 = 365 * 86_400;

#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    context: Context,
) -> Result<web_sys::Response, Infallible> {
    let reply = answer(Inbound::new(request), env, context).await;
    let response = reply
        .into_response()
        .or_else(|broken: InternalError| Failure::from(broken).into_reply().into_response());
    Ok(response.unwrap_or_else(|_| web_sys::Response::error()))
}

async fn answer(inbound: Inbound, env: Env, context: Context) -> Reply {
    let found = router::find(&inbound.path);
    // Also a mailed link with something behind its token.
    let is_near_miss = matches!(found, None | Some(Route::ManagePage(_, None)));
    if is_near_miss && let Some(reply) = lead_on(&inbound) {
        return reply;
    }
    let Some(route) = found else {
        let reply = find_nothing(&inbound, env, context).await;
        return with_cors(reply.with_header("x-content-type-options", "nosniff".to_owned()));
    };
    let terms = route.terms();
    let is_head = inbound.method == "HEAD";
    // Where the settings cannot be read, the answer says so.
    let is_https = Config::load(&env).is_ok_and(|config| config.is_https());
    let reply = match execute(inbound, route, &terms, env, context).await {
        Ok(reply) => reply.with_header("cache-control", terms.cache_control.to_owned()),
        Err(failure) => failure.into_reply(),
    };
    let reply = if is_head { reply.without_body() } else { reply };
    let reply = reply.with_header("x-content-type-options", "nosniff".to_owned());
    match (terms.is_public, is_https) {
        (true, _) => with_cors(reply),
        (false, true) => with_transport_security(reply),
        (false, false) => reply,
    }
}

/// To the page that a person meant.
fn lead_on(inbound: &Inbound) -> Option<Reply> {
    let is_read = matches!(inbound.method.as_str(), "GET" | "HEAD");
    let to = near_miss::path_meant(&inbound.path).filter(|_| is_read)?;
    let query = inbound.query.as_ref().map(|query| format!("?{query}"));
    let reply = Reply::empty(302)
        .with_header("location", to + &query.unwrap_or_default())
        .with_header("cache-control", NO_STORE.to_owned())
        .with_header("referrer-policy", "no-referrer".to_owned());
    Some(reply.with_header("x-content-type-options", "nosniff".to_owned()))
}

/// A page for a person, a problem for a program.
async fn find_nothing(inbound: &Inbound, env: Env, context: Context) -> Reply {
    let failure = Failure::from(Refusal::NotFound);
    match (ErrorPage::of_person(inbound), Config::load(&env)) {
        (Some(reader), Ok(config)) => {
            let edge = Edge {
                env,
                context,
                config,
            };
            reader.answer(&edge, failure).await
        }
        _ => failure.into_reply(),
    }
}

/// Whoever has been on a page of ours comes back over TLS only (RFC 6797),
/// which it forbids to say over anything else. Of this host alone: what else
/// the operator has under its name is not ours.
fn with_transport_security(reply: Reply) -> Reply {
    reply.with_header(
        "strict-transport-security",
        format!("max-age={TRANSPORT_SECURITY_S}"),
    )
}

async fn execute(
    inbound: Inbound,
    route: Route,
    terms: &Terms,
    env: Env,
    context: Context,
) -> Result<Reply, Failure> {
    if !terms.has_method(&inbound.method) {
        return Err(Refusal::MethodNotAllowed(terms.methods).into());
    }
    if inbound.method == "OPTIONS" {
        return Ok(preflight(terms));
    }
    let edge = Edge {
        config: Config::load(&env)?,
        env,
        context,
    };
    let reader = ErrorPage::of(&inbound, &route);
    match (dispatch::handle(&edge, inbound, route).await, reader) {
        (Err(failure), Some(reader)) => Ok(reader.answer(&edge, failure).await),
        (answer, _) => answer,
    }
}

/// Answered from the route table alone.
fn preflight(terms: &Terms) -> Reply {
    Reply::empty(204)
        .with_header("access-control-allow-methods", terms.methods.to_owned())
        .with_header(
            "access-control-allow-headers",
            "content-type, content-digest, idempotency-key, signature-input, signature".to_owned(),
        )
        .with_header("access-control-max-age", "7200".to_owned())
        .with_header("vary", "access-control-request-headers".to_owned())
}

/// Also on problems: a page that cannot read one would call it a network
/// failure and try again.
fn with_cors(reply: Reply) -> Reply {
    reply
        .with_header("access-control-allow-origin", "*".to_owned())
        .with_header("cross-origin-resource-policy", "cross-origin".to_owned())
}
