//! The dashboard's way to release what a limit holds.

use maud::{Markup, html};
use petition::HeldReason;

use super::DashboardInput;
use crate::i18n::texts::Words;

/// How many are held, why, and a button that lets them count: those over one
/// limit, or all. It is asked for once more, since nothing holds them again.
pub(crate) fn held(input: &DashboardInput, words: Words) -> Markup {
    let held = input.mail.counters.held;
    html! {
        @if let Some(released) = input.released {
            p.org-done role="status" {
                (words.plural("org-released", released))
                @if input.is_more_held { " " (words.text("org-released-more")) }
            }
        }
        @if held > 0 {
            section.org-many aria-labelledby="held" {
                h2 #held { (words.with("org-held-count", &[("count", &words.number(held))])) }
                p.org-quiet { (words.text("org-held-help")) }
                form method="post" data-confirm=(words.text("org-release-confirm"))
                    action={ "/organizer/campaigns/" (input.settings.campaign) "/held/release" } {
                    div {
                        label for="held-reason" { (words.text("org-release-which")) }
                        select id="held-reason" name="reason" {
                            option value="all" { (words.text("org-release-all")) }
                            @for reason in HeldReason::ALL {
                                option value=(reason.as_str()) {
                                    (words.text(&format!("org-limit-{}", reason.as_str())))
                                }
                            }
                        }
                    }
                    button type="submit" { (words.text("org-release")) }
                }
            }
        }
    }
}
