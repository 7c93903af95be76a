//! The pictures that a campaign's shared links show. They are made here, when
//! the campaign is saved: an object has 30 s of CPU for a command on every plan
//! of Cloudflare's, a Worker's request 10 ms on the free one. Signing does not
//! wait for it, and the merging of the tally only for as long as it takes.

use std::rc::Rc;

use petition::settings::CampaignSettings;
use protocol::{base64::encode_base64, limits::PICTURES_MAX};

use super::Campaign;
use share_image::{Painter, PictureHash, PictureWords};

use commands::{FindPicture, PictureFound};

use crate::{error::InternalError, sql::Sql, store::campaign::picture as table};

/// What a campaign's languages show once its settings are stored.
#[derive(Default)]
pub(super) struct NewPictures {
    shown: Vec<table::Shown>,
    made: Vec<Painted>,
}

/// A picture that is stored nowhere yet.
#[derive(Clone)]
pub(super) struct Painted {
    /// The hash of the words that it is made of.
    words: String,
    png: Rc<[u8]>,
}

impl Painted {
    fn new(painter: &Painter, words: &PictureWords, key: &str) -> Result<Self, InternalError> {
        Ok(Self {
            words: key.to_owned(),
            png: painter.paint(words)?.into(),
        })
    }
}

impl Campaign {
    /// Makes the pictures that these settings need and the campaign does not
    /// have. Nothing is written yet.
    ///
    /// # Errors
    ///
    /// Storage could not be read, or a picture not be made.
    pub(super) fn make_pictures(
        &self,
        settings: &CampaignSettings,
    ) -> Result<NewPictures, InternalError> {
        let mut pictures = NewPictures::default();
        // A saving that failed has left them: its next try paints nothing.
        let unsaved = self.unsaved_pictures.take();
        let painter = Painter::new()?;
        // The default language first: the others may have to show its picture.
        let first = settings.default_language.as_str();
        let default = pages::picture_words(settings, first);
        let rest = settings.languages().filter(|language| *language != first);
        for language in [first].into_iter().chain(rest).take(PICTURES_MAX) {
            let words = painter.pick(pages::picture_words(settings, language), &default);
            let key = words.key()?;
            let known = pictures.find(&key);
            let known = known.map_or_else(|| table::find(&self.sql, &key), |known| Ok(Some(known)));
            let picture = match known? {
                Some(picture) => picture,
                None => pictures.keep(match unsaved.iter().find(|one| one.words == key) {
                    Some(unsaved) => unsaved.clone(),
                    None => Painted::new(&painter, &words, &key)?,
                }),
            };
            pictures.shown.push(table::Shown {
                language: language.to_owned(),
                words: key,
                picture,
            });
        }
        self.unsaved_pictures.replace(pictures.made.clone());
        Ok(pictures)
    }

    /// A picture's bytes.
    ///
    /// # Errors
    ///
    /// Storage could not be read.
    pub(super) fn find_picture(&self, ask: &FindPicture) -> Result<PictureFound, InternalError> {
        let png = table::load_png(&self.sql, &ask.hash)?;
        Ok(PictureFound {
            png: png.map(|png| encode_base64(&png)),
        })
    }
}

impl NewPictures {
    fn find(&self, words: &str) -> Option<PictureHash> {
        let shown = self.shown.iter().find(|shown| shown.words == words);
        shown.map(|shown| shown.picture.clone())
    }

    fn keep(&mut self, painted: Painted) -> PictureHash {
        let hash = PictureHash::of(&painted.png);
        self.made.push(painted);
        hash
    }

    /// Stores them, within the transaction that stores the settings.
    pub(super) fn commit(&self, sql: &Sql, now_ms: i64) -> Result<(), InternalError> {
        for painted in &self.made {
            table::insert(sql, &painted.png, now_ms)?;
        }
        table::show(sql, &self.shown, now_ms)
    }
}
