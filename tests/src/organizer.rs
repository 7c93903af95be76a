//! An organizer at the API, with the token.

use petition::CampaignSettings;
use protocol::{CampaignId, CountsAnswer, EntryId};
use serde_json::Value;

use crate::http::{Answer, Ask, Http};

/// An organizer.
#[derive(Clone)]
pub struct Organizer {
    http: Http,
    token: String,
}

impl Organizer {
    /// An organizer who has this token.
    pub fn new(http: Http, token: &str) -> Self {
        Self {
            http,
            token: token.to_owned(),
        }
    }

    /// Sends a request with the token.
    pub fn send(&self, ask: Ask) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.http.send(&ask.header("authorization", &bearer))
    }

    /// Puts settings, whatever the edge says to them.
    pub fn try_put(&self, settings: &CampaignSettings) -> Answer {
        let path = format!("/v1/organizer/campaigns/{}", settings.campaign);
        let ask = Ask::new("PUT", &path)
            .header("content-type", "application/json")
            .body(serde_json::to_vec(settings).unwrap());
        self.send(ask)
    }

    /// Puts settings.
    #[track_caller]
    pub fn put(&self, settings: &CampaignSettings) {
        let _put = self.try_put(settings).expect(200);
    }

    /// The counts by partner, day, language, country or region.
    #[track_caller]
    pub fn counts(&self, campaign: &CampaignId, by: &str) -> CountsAnswer {
        self.try_counts(campaign, by).expect(200).json()
    }

    /// Asks for counts, whatever the edge answers.
    pub fn try_counts(&self, campaign: &CampaignId, by: &str) -> Answer {
        self.send(Ask::get(&format!(
            "/v1/organizer/campaigns/{campaign}/counts?by={by}"
        )))
    }

    /// Releases what is held for a reason, or all of it; returns how many.
    #[track_caller]
    pub fn release(&self, campaign: &CampaignId, reason: Option<&str>) -> u64 {
        let body = serde_json::json!({ "reason": reason }).to_string();
        let answer = self.try_release(campaign, &body).expect(200);
        let answer: Value = answer.json();
        assert_eq!(answer["is_complete"], true);
        answer["released"].as_u64().unwrap()
    }

    /// Asks for a release, whatever the edge answers.
    pub fn try_release(&self, campaign: &CampaignId, body: &str) -> Answer {
        let path = format!("/v1/organizer/campaigns/{campaign}/held/release");
        self.send(Ask::post_json(&path, body))
    }

    /// Hides an entry.
    #[track_caller]
    pub fn hide(&self, campaign: &CampaignId, entry: &EntryId) {
        let _hidden = self.try_hide(campaign, entry.as_str()).expect(204);
    }

    /// Hides an entry, whatever the edge answers.
    pub fn try_hide(&self, campaign: &CampaignId, entry: &str) -> Answer {
        self.act(campaign, &format!("entries/{entry}/hide"))
    }

    /// What waits for a moderator.
    #[track_caller]
    pub fn queue(&self, campaign: &CampaignId) -> Value {
        let path = format!("/v1/organizer/campaigns/{campaign}/queue");
        let answer = self.send(Ask::get(&path)).expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        answer.json()
    }

    /// Reads a path of the campaign.
    pub fn read(&self, campaign: &CampaignId, path: &str) -> Answer {
        self.send(Ask::get(&format!(
            "/v1/organizer/campaigns/{campaign}/{path}"
        )))
    }

    /// Whether the deployment's mail is set up.
    #[track_caller]
    pub fn mail_setup(&self) -> Value {
        self.send(Ask::get("/v1/organizer/mail")).expect(200).json()
    }

    /// Has the campaign's mail sent to an address of the organizer's, whatever
    /// the edge answers.
    pub fn try_mail(&self, campaign: &CampaignId, body: &Value) -> Answer {
        let path = format!("/v1/organizer/campaigns/{campaign}/mail/try");
        self.send(Ask::post_json(&path, &body.to_string()))
    }

    /// How the campaign's mail goes.
    #[track_caller]
    pub fn mail(&self, campaign: &CampaignId) -> Value {
        self.read(campaign, "mail").expect(200).json()
    }

    /// Posts to a path of the campaign without a body.
    pub fn act(&self, campaign: &CampaignId, path: &str) -> Answer {
        let path = format!("/v1/organizer/campaigns/{campaign}/{path}");
        self.send(Ask::new("POST", &path).body(""))
    }

    /// Posts JSON to a path of the campaign.
    pub fn act_with(&self, campaign: &CampaignId, path: &str, body: &Value) -> Answer {
        let path = format!("/v1/organizer/campaigns/{campaign}/{path}");
        self.send(Ask::post_json(&path, &body.to_string()))
    }

    /// A request of one of the organizers' pages, with the cookie of who has
    /// signed in there.
    #[track_caller]
    pub fn send_page(&self, ask: Ask) -> Answer {
        let body = serde_json::json!({ "token": self.token }).to_string();
        let sign_in = Ask::post_json("/organizer/session", &body);
        let sign_in = sign_in.header("sec-fetch-site", "same-origin");
        let opened = self.http.send(&sign_in).expect(204);
        let cookie = opened.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap();
        self.http.send(&ask.header("cookie", cookie))
    }

    /// Reads one of the organizers' pages.
    #[track_caller]
    pub fn read_page(&self, path: &str) -> Answer {
        self.send_page(Ask::get(path))
    }
}
