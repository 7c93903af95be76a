//! Whether a submission answers what the campaign asks.
//!
//! The texts themselves are the settings'; which block was rendered is the
//! edge's, which keeps each by its hash.

use protocol::{Control, FieldProblem, NoticeRef, NoticeShown, Submission};

/// What a form showed: versions and consent notices of one rendered block.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Version of the petition's text.
    pub petition_version: u32,
    /// The collection notice.
    pub collection_notice: &'a NoticeRef,
    /// The consent notices.
    pub notices: &'a [NoticeShown],
}

/// Checks the versions and answers of a submission against the form that was
/// shown, which may be older than the settings in force.
///
/// A `choose` control wants an answer, a `tick` may be left; a notice that
/// the form does not have, or another version of it, is not answered.
///
/// # Errors
///
/// A problem for each, with its JSON pointer.
pub fn check_notices(shown: &Shown<'_>, submission: &Submission) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut add = |pointer: &str, detail: &str| problems.push(FieldProblem::new(pointer, detail));
    if submission.petition_version != shown.petition_version {
        add(
            "/petition_version",
            "is not the form's version of the petition",
        );
    }
    if submission.collection_notice != *shown.collection_notice {
        add("/collection_notice", "is not the form's collection notice");
    }
    for (at, answer) in submission.consents.iter().enumerate() {
        let mut same = shown
            .notices
            .iter()
            .filter(|notice| notice.notice == answer.notice);
        if !same.any(|notice| notice.version == answer.version) {
            add(&format!("/consents/{at}"), "is not a notice of this form");
        }
    }
    let is_answered = |notice: &&NoticeShown| {
        submission
            .consents
            .iter()
            .any(|answer| answer.notice == notice.notice)
    };
    let wanting = shown
        .notices
        .iter()
        .filter(|notice| notice.control == Control::Choose);
    for _ in wanting.filter(|notice| !is_answered(notice)) {
        add("/consents", "has no answer to a notice that wants one");
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use protocol::NoticeId;

    use super::*;

    const BODY: &str = r#"{"partner":"p","language":"en","petition_version":3,
        "supporter":{"given_name":"A","email":"a@example.org"},"display":"hidden",
        "collection_notice":{"id":"main","version":1},
        "consents":[{"notice":"own","version":2,"choice":"no"}]}"#;

    /// The pointers of the problems of a body in a form with one notice to
    /// choose and one to tick.
    fn check(body: &str) -> Vec<String> {
        let notice = |id: &str, control| {
            let notice = NoticeId::parse(id).unwrap();
            NoticeShown {
                notice,
                version: 2,
                control,
            }
        };
        let collection_notice = NoticeRef {
            id: NoticeId::parse("main").unwrap(),
            version: 1,
        };
        let shown = Shown {
            petition_version: 3,
            collection_notice: &collection_notice,
            notices: &[
                notice("own", Control::Choose),
                notice("lead", Control::Tick),
            ],
        };
        let submission = Submission::parse(body.as_bytes()).unwrap();
        let problems = check_notices(&shown, &submission).err().unwrap_or_default();
        problems
            .into_iter()
            .map(|problem| problem.pointer)
            .collect()
    }

    #[test]
    fn what_was_shown_is_what_is_answered() {
        assert_eq!(check(BODY), [""; 0]);
        for (from, to, pointer) in [
            (":3", ":2", "/petition_version"),
            ("\"main\"", "\"other\"", "/collection_notice"),
            (":1}", ":2}", "/collection_notice"),
        ] {
            assert_eq!(check(&BODY.replace(from, to)), [pointer], "{to}");
        }
    }

    #[test]
    fn a_choice_wants_an_answer_and_a_box_may_be_left() {
        let answer = "{\"notice\":\"own\",\"version\":2,\"choice\":\"no\"}";
        assert_eq!(check(&BODY.replace(answer, "")), ["/consents"]);
        let both = format!("{answer},{}", answer.replace("own", "lead"));
        assert_eq!(check(&BODY.replace(answer, &both)), [""; 0]);
        let stranger = format!("{answer},{}", answer.replace("own", "stranger"));
        assert_eq!(check(&BODY.replace(answer, &stranger)), ["/consents/1"]);
        // Another version was not shown, so its answer is none; that there is
        // one to the notice keeps it from being told twice.
        let old = answer.replace('2', "1");
        assert_eq!(check(&BODY.replace(answer, &old)), ["/consents/0"]);
    }
}
