//! Scripts that can read what is typed into somebody else's form: session
//! recorders, which send it as a film, and pixels, which send fields of it.
//!
//! `docs/embedding.md` lists them, and a test holds the two together. Not a
//! list of everything that can: any script of a page can.

use serde::Serialize;

/// One of them, as a page betrays it.
#[derive(Serialize, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// Its maker's name for it.
    pub name: &'static str,
    /// Its scripts come from these hosts, or from hosts below them.
    pub hosts: &'static [&'static str],
    /// The names that it leaves on `window`.
    pub globals: &'static [&'static str],
}

/// Those that are met most often on partners' sites.
pub const RECORDERS: [Recorder; 8] = [
    Recorder {
        name: "Hotjar",
        hosts: &["hotjar.com", "hotjar.io"],
        globals: &["hj", "_hjSettings"],
    },
    Recorder {
        name: "FullStory",
        hosts: &["fullstory.com"],
        globals: &["FS", "_fs_org"],
    },
    Recorder {
        name: "Microsoft Clarity",
        hosts: &["clarity.ms"],
        globals: &["clarity"],
    },
    Recorder {
        name: "Meta Pixel",
        hosts: &["connect.facebook.net"],
        globals: &["fbq", "_fbq"],
    },
    Recorder {
        name: "TikTok Pixel",
        hosts: &["analytics.tiktok.com"],
        globals: &["ttq"],
    },
    Recorder {
        name: "LogRocket",
        hosts: &["logrocket.io", "logrocket.com", "lr-ingest.io", "lr-in.com"],
        globals: &["LogRocket", "_LRLogger"],
    },
    Recorder {
        name: "Smartlook",
        hosts: &["smartlook.com", "smartlook.cloud"],
        globals: &["smartlook"],
    },
    Recorder {
        name: "Mouseflow",
        hosts: &["mouseflow.com"],
        globals: &["mouseflow", "_mfq"],
    },
];
