//! The pictures that shared links show.

use protocol::limits::PICTURES_KEPT;
use share_image::PictureHash;

use commands::Pictures;

use crate::{
    error::InternalError,
    sql::{Row, Sql, Value},
};

/// What a language shows from now on.
pub(crate) struct Shown {
    pub(crate) language: String,
    /// The hash of what the picture is made of.
    pub(crate) words: String,
    pub(crate) picture: PictureHash,
}

/// Which pictures there are.
pub(crate) fn load(sql: &Sql) -> Result<Pictures, InternalError> {
    let mut pictures = Pictures::default();
    for row in sql.rows("SELECT language, picture FROM picture_shown", Vec::new())? {
        let language = row.text("language")?;
        pictures.shown.insert(language, parse_hash(&row)?);
    }
    let older = sql.rows(
        "SELECT hash AS picture FROM picture
         WHERE hash NOT IN (SELECT picture FROM picture_shown) ORDER BY hash",
        Vec::new(),
    )?;
    for row in older {
        pictures.older.push(parse_hash(&row)?);
    }
    Ok(pictures)
}

/// The picture that is made of these words, if a language shows it now.
pub(crate) fn find(sql: &Sql, words: &str) -> Result<Option<PictureHash>, InternalError> {
    sql.row(
        "SELECT picture FROM picture_shown WHERE words = ? LIMIT 1",
        vec![words.into()],
    )?
    .map(|row| parse_hash(&row))
    .transpose()
}

/// A picture's bytes.
pub(crate) fn load_png(sql: &Sql, hash: &PictureHash) -> Result<Option<Vec<u8>>, InternalError> {
    sql.row(
        "SELECT png FROM picture WHERE hash = ?",
        vec![hash.as_str().into()],
    )?
    .map(|row| row.bytes("png"))
    .transpose()
}

/// Keeps a picture.
pub(crate) fn insert(sql: &Sql, png: &[u8], now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO picture (hash, png, shown_at_ms) VALUES (?, ?, ?)
         ON CONFLICT (hash) DO NOTHING",
        vec![
            PictureHash::of(png).as_str().into(),
            Value::Blob(png.to_vec()),
            Value::Integer(now_ms),
        ],
    )
}

/// Has each language show its picture, and no other language any. Of the
/// pictures that are shown no more, the ones shown last are kept.
pub(crate) fn show(sql: &Sql, shown: &[Shown], now_ms: i64) -> Result<(), InternalError> {
    sql.run(
        "UPDATE picture SET shown_at_ms = ?
         WHERE hash IN (SELECT picture FROM picture_shown)",
        vec![Value::Integer(now_ms)],
    )?;
    sql.run("DELETE FROM picture_shown", Vec::new())?;
    for one in shown {
        sql.run(
            "INSERT INTO picture_shown (language, words, picture) VALUES (?, ?, ?)",
            vec![
                one.language.as_str().into(),
                one.words.as_str().into(),
                one.picture.as_str().into(),
            ],
        )?;
    }
    sql.run(
        "DELETE FROM picture WHERE hash IN (
           SELECT hash FROM picture WHERE hash NOT IN (SELECT picture FROM picture_shown)
           ORDER BY shown_at_ms DESC, hash LIMIT -1 OFFSET ?)",
        vec![Value::Integer(PICTURES_KEPT)],
    )
}

fn parse_hash(row: &Row) -> Result<PictureHash, InternalError> {
    PictureHash::parse(&row.text("picture")?)
        .ok_or_else(|| InternalError::new("a stored picture's name is no hash"))
}
