//! What a link to the hosted page shows where it is shared: Open Graph and
//! its Twitter names, and the page's one address in each language.

use maud::{Markup, html};

use crate::{
    ViewInput,
    petition::{hosted_url, partner_name, petition_text},
};

/// What a shared link shows.
pub(crate) struct Card<'a> {
    view: &'a ViewInput<'a>,
    /// The picture's address, where there is one already.
    picture_url: Option<&'a str>,
}

impl<'a> Card<'a> {
    pub(crate) fn new(view: &'a ViewInput<'a>, picture_url: Option<&'a str>) -> Self {
        Self { view, picture_url }
    }

    /// The tags of a page's head.
    pub(crate) fn render(&self) -> Markup {
        let (title, text) = petition_text(self.view)
            .map_or(("", ""), |petition| (&petition.headline, &petition.ask));
        html! {
            meta name="description" content=(text);
            (self.addresses())
            meta property="og:type" content="website";
            meta property="og:site_name" content=(partner_name(self.view));
            meta property="og:title" content=(title);
            meta property="og:description" content=(text);
            meta property="og:url" content=(self.address(self.view.language));
            @if let Some(picture) = self.picture_url {
                meta property="og:image" content=(picture);
                meta property="og:image:type" content="image/png";
                meta property="og:image:width" content="1200";
                meta property="og:image:height" content="630";
                meta property="og:image:alt" content=(title);
                meta name="twitter:card" content="summary_large_image";
                meta name="twitter:image" content=(picture);
                meta name="twitter:image:alt" content=(title);
            } @else {
                meta name="twitter:card" content="summary";
            }
            meta name="twitter:title" content=(title);
            meta name="twitter:description" content=(text);
        }
    }

    /// One page for each language, and the one that picks a language itself.
    fn addresses(&self) -> Markup {
        html! {
            link rel="canonical" href=(self.address(self.view.language));
            @for language in self.view.settings.languages() {
                link rel="alternate" hreflang=(language) href=(self.address(language));
            }
            link rel="alternate" hreflang="x-default" href=(hosted_url(self.view));
        }
    }

    fn address(&self, language: &str) -> String {
        format!("{}?lang={language}", hosted_url(self.view))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        FormValues, ThanksInput,
        fixture::{attribute, hosted, settings, widget_view},
        render_thanks,
    };

    /// The content of a meta tag; a page has it once.
    fn meta<'a>(page: &'a str, name: &str) -> Option<&'a str> {
        let mark = format!("=\"{name}\" content=\"");
        let (_, rest) = page.split_once(&mark)?;
        assert!(!rest.contains(&mark), "{name} twice");
        rest.split_once("\">").map(|(content, _)| content)
    }

    #[test]
    fn a_shared_link_shows_the_petition_and_its_picture() {
        let settings = settings();
        let page = hosted(&widget_view(&settings, "fr"), &FormValues::default(), &[]);
        let picture = "https://edge.example/c/welcome/picture.0123456789abcdef.png";
        for (name, content) in [
            ("description", "Agissez."),
            ("og:type", "website"),
            ("og:site_name", "Le Cercle"),
            ("og:title", "Accueillons-les"),
            ("og:description", "Agissez."),
            ("og:url", "https://edge.example/c/welcome/circle?lang=fr"),
            ("og:image", picture),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", "Accueillons-les"),
            ("twitter:card", "summary_large_image"),
            ("twitter:title", "Accueillons-les"),
            ("twitter:image", picture),
        ] {
            assert_eq!(meta(&page, name), Some(content), "{name}");
        }
    }

    #[test]
    fn a_page_says_where_it_is_in_each_language() {
        let settings = settings();
        let page = hosted(&widget_view(&settings, "en"), &FormValues::default(), &[]);
        let head = page.split_once("</head>").unwrap().0;
        let page = "https://edge.example/c/welcome/circle";
        let (en, fr) = (format!("{page}?lang=en"), format!("{page}?lang=fr"));
        assert_eq!(
            attribute(head, "rel"),
            [
                "canonical",
                "alternate",
                "alternate",
                "alternate",
                "stylesheet",
                "stylesheet"
            ]
        );
        assert_eq!(attribute(head, "hreflang"), ["en", "fr", "x-default"]);
        assert_eq!(attribute(head, "href")[..4], [&en, &en, &fr, page]);
    }

    #[test]
    fn what_organizers_write_stays_inside_its_tag() {
        let mut settings = settings();
        let text = settings.petition.get_mut("en").unwrap();
        text.headline = "\"><script>alert(1)</script>".to_owned();
        text.ask = "a\" onload=\"b & 'c'".to_owned();
        let page = hosted(&widget_view(&settings, "en"), &FormValues::default(), &[]);
        let headline = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
        assert_eq!(meta(&page, "og:title"), Some(headline));
        assert_eq!(meta(&page, "twitter:image:alt"), Some(headline));
        assert_eq!(
            meta(&page, "og:description"),
            Some("a&quot; onload=&quot;b &amp; 'c'")
        );
        assert!(!page.contains("<script"));
    }

    #[test]
    fn who_shares_the_thanks_shares_the_petition() {
        let settings = settings();
        let view = widget_view(&settings, "en");
        let thanks = |picture_url| {
            render_thanks(&ThanksInput {
                view: &view,
                choices: &[],
                style_url: "/assets/style.css",
                picture_url,
                waiting: None,
            })
        };
        let page = thanks(None);
        let url = "https://edge.example/c/welcome/circle?lang=en";
        assert_eq!(meta(&page, "og:url"), Some(url));
        // Before the first picture was made.
        assert_eq!(meta(&page, "og:image"), None);
        assert_eq!(meta(&page, "twitter:card"), Some("summary"));
        assert_eq!(meta(&thanks(Some("/p.png")), "og:image"), Some("/p.png"));
    }
}
