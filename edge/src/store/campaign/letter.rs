//! How often the campaign's letter was opened.

use std::collections::BTreeMap;

use commands::LetterExit;

use crate::{error::InternalError, sql::Sql};

/// Counts one more.
pub(crate) fn count(sql: &Sql, exit: LetterExit) -> Result<(), InternalError> {
    sql.run(
        "INSERT INTO letter_exit (exit, opened) VALUES (?, 1)
         ON CONFLICT (exit) DO UPDATE SET opened = opened + 1",
        vec![exit.as_str().into()],
    )
}

/// All of them.
pub(crate) fn load(sql: &Sql) -> Result<BTreeMap<LetterExit, u64>, InternalError> {
    let rows = sql.rows("SELECT exit, opened FROM letter_exit", Vec::new())?;
    let mut opened = BTreeMap::new();
    for row in rows {
        let (name, count) = (row.text("exit")?, row.count("opened")?);
        let exit = LetterExit::ALL
            .into_iter()
            .find(|exit| exit.as_str() == name);
        let exit =
            exit.ok_or_else(|| InternalError::new("a stored exit of a letter is unknown"))?;
        opened.insert(exit, count);
    }
    Ok(opened)
}
