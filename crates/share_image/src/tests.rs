//! What every picture promises, whatever it is made of.

use crate::{Painter, PictureHash, PictureWords, STYLE};

const ENGLISH: [&str; 5] = [
    "en",
    "Harbour Refugee Council",
    "Open the door to refugees, and protect those who defend rights",
    "To: the Government of Canada",
    "Sign the petition",
];
const UYGHUR: [&str; 5] = [
    "ug",
    "Harbour Refugee Council",
    "مۇساپىرلارغا ئىشىكنى ئېچىڭلار (2026)",
    "كانادا ھۆكۈمىتىگە",
    "ئىمزا قويۇش",
];

fn words([language, lead, headline, addressee, action]: [&str; 5]) -> PictureWords {
    PictureWords {
        language: language.to_owned(),
        is_rtl: language == "ug",
        lead: lead.to_owned(),
        headline: headline.to_owned(),
        addressee: addressee.to_owned(),
        action: action.to_owned(),
    }
}

fn english(headline: &str) -> PictureWords {
    PictureWords {
        headline: headline.to_owned(),
        ..words(ENGLISH)
    }
}

/// The pixels of a picture, red, green and blue.
struct Pixels(Vec<[u8; 3]>);

impl Pixels {
    fn of(words: &PictureWords) -> Self {
        let file = Painter::new().unwrap().paint(words).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (1200, 630));
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        let (pixels, rest) = bytes.as_chunks::<3>();
        assert!(rest.is_empty());
        Self(pixels.to_vec())
    }

    /// The rows and columns of what is white: headline and addressee.
    fn white(&self) -> Vec<(usize, usize)> {
        let all = self.0.iter().enumerate();
        all.filter(|(_, pixel)| **pixel == [255; 3])
            .map(|(at, _)| (at / 1200, at % 1200))
            .collect()
    }

    /// How much of the headline's place is white, and its first and last
    /// column.
    fn headline(&self) -> (usize, usize, usize) {
        let white = self.white();
        let columns = white.iter().filter(|(row, _)| *row < 490);
        let columns: Vec<usize> = columns.map(|(_, column)| *column).collect();
        (
            columns.len(),
            columns.iter().min().copied().unwrap_or(0),
            columns.iter().max().copied().unwrap_or(0),
        )
    }
}

#[test]
fn the_same_words_give_the_same_bytes() {
    let painter = Painter::new().unwrap();
    let first = painter.paint(&words(ENGLISH)).unwrap();
    assert_eq!(
        first,
        Painter::new().unwrap().paint(&words(ENGLISH)).unwrap()
    );
    assert_ne!(first, painter.paint(&english("Save the river")).unwrap());
}

#[test]
fn a_picture_that_changes_has_another_style() {
    // Raise STYLE with a new hash: else campaigns keep the pictures they have.
    let hash = |of| PictureHash::of(&Painter::new().unwrap().paint(&words(of)).unwrap());
    let (english, uyghur) = (hash(ENGLISH), hash(UYGHUR));
    assert_eq!(
        (STYLE, english.as_str(), uyghur.as_str()),
        (1, "72f8d4aa6047f128", "c92186e4fc07dee2")
    );
}

#[test]
fn no_headline_leaves_its_place() {
    let long = "Every word of this headline is needed today ".repeat(40);
    let unbroken = "abcdefghijklmnop".repeat(40);
    for headline in ["a", "Save the river", &long, &unbroken, &"W".repeat(300)] {
        let pixels = Pixels::of(&english(headline));
        let (_, first, last) = pixels.headline();
        assert!(first >= 72 && last < 1200 - 72, "{first} {last} {headline}");
        let rows: Vec<usize> = pixels.white().iter().map(|(row, _)| *row).collect();
        // Nothing above it, and nothing between it and the addressee.
        assert!(rows.iter().all(|row| *row >= 138), "{headline}");
        assert!(
            !rows.iter().any(|row| (490..515).contains(row)),
            "{headline}"
        );
    }
}

#[test]
fn a_headline_that_is_cut_ends_with_an_ellipsis() {
    let painter = Painter::new().unwrap();
    let cut = |headline: &str| painter.writable(headline).unwrap();
    assert!(cut(&"i".repeat(301)).ends_with('…'));
    assert!(!cut(&"i".repeat(300)).ends_with('…'));
}

#[test]
fn right_to_left_stands_at_the_right() {
    let (_, first, last) = Pixels::of(&words(UYGHUR)).headline();
    assert!(last > 1100 && first > 72, "{first} {last}");
    let (_, first, last) = Pixels::of(&english("Save the river")).headline();
    assert!(first < 100 && last < 1100, "{first} {last}");
}

#[test]
fn arabic_letters_are_joined() {
    // Apart, by a character that keeps letters from joining, they take more
    // ink and another room.
    let joined = PictureWords {
        headline: "بيت".to_owned(),
        ..words(UYGHUR)
    };
    let apart = PictureWords {
        headline: "ب\u{200c}ي\u{200c}ت".to_owned(),
        ..words(UYGHUR)
    };
    let width = |words: &PictureWords| {
        let (_, first, last) = Pixels::of(words).headline();
        last - first
    };
    assert!(width(&joined) < width(&apart));
}

#[test]
fn no_letter_is_drawn_as_a_box() {
    let painter = Painter::new().unwrap();
    let chinese = PictureWords {
        language: "zh".to_owned(),
        ..english("向难民敞开大门")
    };
    let default = words(ENGLISH);
    assert_eq!(painter.pick(chinese.clone(), &default), default);
    assert_eq!(painter.pick(words(UYGHUR), &default), words(UYGHUR));
    // Where the default has no letters either, there is no headline.
    assert_eq!(painter.pick(chinese.clone(), &chinese), chinese);
    assert_eq!(Pixels::of(&chinese).headline().0, 0);
    // One letter that is lacking is one too many; a symbol is left out.
    assert_eq!(Pixels::of(&english("Save 河 now")).headline().0, 0);
    assert_eq!(
        painter.writable("Save 🌊\u{fe0f} the  river\n🐟"),
        Some("Save the river".to_owned())
    );
    assert_eq!(painter.writable("🌊"), None);
    assert_eq!(painter.writable(" \u{200b} "), None);
}

#[test]
fn what_organizers_write_is_text_and_nothing_else() {
    for headline in [
        "<img src=x onerror=alert(1)> & \"quoted\"",
        "\u{202e}reversed\u{202c} \u{2066}isolated",
        "e\u{301}\u{301}\u{301}\u{301}\u{301} stacked",
        "Déjà vu\u{a0}: l\u{2019}été\u{202f}!",
        "Ελλάδα і Україна (Ўзбек) Tiếng Việt",
    ] {
        let (ink, first, last) = Pixels::of(&english(headline)).headline();
        assert!(ink > 0 && first >= 72 && last < 1128, "{headline}");
    }
}

#[test]
fn other_settings_give_other_keys() {
    let key = |words: &PictureWords| words.key().unwrap();
    assert_eq!(key(&words(ENGLISH)), key(&words(ENGLISH)));
    assert_ne!(key(&words(ENGLISH)), key(&english("Save the river")));
}
