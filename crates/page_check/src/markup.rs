//! The tags of a page's HTML that matter to the petition.
//!
//! Invariant: only tags are read, as a browser's tokenizer tells them apart, so
//! what stands in a comment or in a script's text is no tag.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// What of a page is looked at.
#[derive(Default)]
pub(crate) struct Markup {
    pub(crate) scripts: Vec<Tag>,
    /// The policies of `<meta http-equiv="Content-Security-Policy">`.
    pub(crate) policies: Vec<String>,
    /// `<undersigned-petition>`, as an app writes it.
    pub(crate) elements: Vec<Tag>,
    /// The text of the scripts that stand in the page itself.
    pub(crate) script_text: String,
}

/// A start tag: its attributes, each name in lower case and once.
pub(crate) struct Tag(Vec<(String, String)>);

impl Tag {
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Markup {
    /// Reads as much of a page as there is; bytes that are no UTF-8 become
    /// replacement characters.
    pub(crate) fn parse(html: &[u8]) -> Self {
        let mut emitter = DefaultEmitter::default();
        // A script's text is no markup.
        emitter.naively_switch_states(true);
        let mut markup = Self::default();
        let mut is_in_script = false;
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    is_in_script = tag.name.0 == b"script";
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text(&name.0), text(&value.value.0)));
                    markup.take(&tag.name.0, Tag(attributes.collect()));
                }
                Token::EndTag(_) => is_in_script = false,
                Token::String(string) if is_in_script => {
                    markup.script_text.push_str(&text(&string.value.0));
                }
                _ => {}
            }
        }
        markup
    }

    fn take(&mut self, name: &[u8], tag: Tag) {
        match name {
            b"script" => self.scripts.push(tag),
            b"undersigned-petition" => self.elements.push(tag),
            b"meta" => {
                let equivalent = tag.value("http-equiv").unwrap_or_default();
                if equivalent.eq_ignore_ascii_case("content-security-policy")
                    && let Some(content) = tag.value("content")
                {
                    self.policies.push(content.to_owned());
                }
            }
            _ => {}
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_a_browser_does() {
        let markup = Markup::parse(
            b"<!-- <script src=a></script> --><SCRIPT Async SRC='b&amp;c' src=d></SCRIPT>
              <script>if (1 < 2) document.write('<script src=e>'); //f</script>
              <textarea><script src=g></script></textarea>
              <meta http-equiv=content-security-policy content=\"script-src 'self'\">
              <meta name=content-security-policy content=x>
              <undersigned-petition campaign=h partner=i></undersigned-petition><script src=j",
        );
        let sources: Vec<_> = markup.scripts.iter().map(|tag| tag.value("src")).collect();
        assert_eq!(sources, [Some("b&c"), None]);
        assert_eq!(markup.policies, ["script-src 'self'"]);
        assert_eq!(markup.elements[0].value("partner"), Some("i"));
        assert!(markup.script_text.contains("//f"));
    }

    #[test]
    fn what_is_no_text_is_read_without_a_fault() {
        let markup = Markup::parse(b"\xff\xfe\0<script src=\"\xff\">\0");
        assert_eq!(markup.scripts.len(), 1);
    }
}
