//! The files of an edge's objects, read and aged by SQLite itself.
//!
//! What no answer of the edge shows is read here: what is stored, and what is
//! no longer. A reader beside a running edge sees what is committed. Writing is
//! for an edge that does not run.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

/// Runs one statement on an object's file. Each row is its columns as text,
/// joined by `|`: a blob in hexadecimal, null as nothing.
#[track_caller]
pub fn query(file: &Path, sql: &str) -> Vec<String> {
    rows(&open(file), sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// Runs updates, each of a table that this file may have, on an object's file.
#[track_caller]
pub fn update(file: &Path, updates: &[String]) {
    let database = open(file);
    for update in updates {
        let table = update.split_whitespace().nth(1).unwrap();
        let is_there = format!("SELECT 1 FROM sqlite_master WHERE name = '{table}'");
        if rows(&database, &is_there).unwrap().is_empty() {
            continue;
        }
        if let Err(error) = database.execute(update, ()) {
            panic!("{update}: {error}");
        }
    }
}

/// A file that is not there is a mistake of the test, so none is made.
#[track_caller]
fn open(file: &Path) -> Connection {
    let opened = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE);
    opened.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn rows(database: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = database.prepare(sql)?;
    let columns = statement.column_count();
    let read = |row: &Row<'_>| {
        let texts = (0..columns).map(|column| row.get_ref(column).map(text));
        let texts = texts.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(texts.join("|"))
    };
    statement.query_map((), read)?.collect()
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(integer) => integer.to_string(),
        ValueRef::Real(real) => real.to_string(),
        ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        ValueRef::Blob(bytes) => {
            let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            bytes.concat()
        }
    }
}
