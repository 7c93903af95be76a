//! The one way to an object's SQLite storage.
//!
//! Every command of an object is one [`Sql::transaction`]: several `exec`
//! calls are committed together by the runtime, but a throw between two of
//! them is not rolled back by itself. Nothing in here knows a table.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::{SqlStorage, SqlStorageValue, State};

use crate::{error::InternalError, fault::Fault};

#[wasm_bindgen]
extern "C" {
    type SyncStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &SyncStorage,
        closure: &mut dyn FnMut() -> Result<(), JsValue>,
    ) -> Result<JsValue, JsValue>;
}

/// A value bound to a `?` of a statement.
pub(crate) type Value = SqlStorageValue;

/// An object's storage, with the statements of one command counted.
pub(crate) struct Sql {
    storage: SyncStorage,
    statements: SqlStorage,
    fault: Option<Rc<Fault>>,
    command: Cell<&'static str>,
    statement: Rc<Cell<u32>>,
}

impl Sql {
    /// The storage of the object with this state.
    pub(crate) fn new(state: &State, fault: Option<Rc<Fault>>) -> Self {
        let storage = state.storage();
        Self {
            statements: storage.sql(),
            storage: JsValue::from(storage.as_raw()).unchecked_into(),
            fault,
            command: Cell::new(""),
            statement: Rc::new(Cell::new(0)),
        }
    }

    /// Runs one command as one transaction: all of its statements are
    /// committed, or none is.
    ///
    /// # Errors
    ///
    /// What the closure returned, after everything was rolled back.
    pub(crate) fn transaction<T>(
        &self,
        command: &'static str,
        body: impl FnOnce(&Self) -> Result<T, InternalError>,
    ) -> Result<T, InternalError> {
        self.command.set(command);
        self.statement.set(0);
        let mut body = Some(body);
        let mut outcome = None;
        let result = self.storage.transaction_sync(&mut || {
            let Some(body) = body.take() else {
                return Ok(());
            };
            match body(self) {
                Ok(value) => {
                    outcome = Some(Ok(value));
                    Ok(())
                }
                Err(broken) => {
                    outcome = Some(Err(broken.clone()));
                    Err(broken.into())
                }
            }
        });
        // What follows belongs to no command.
        self.command.set("");
        match (outcome, result) {
            (Some(Err(broken)), _) => Err(broken),
            (Some(Ok(value)), Ok(_)) => {
                if let Some(fault) = &self.fault {
                    fault.note_commit(command);
                }
                Ok(value)
            }
            (_, Err(thrown)) => Err(InternalError::thrown(&thrown)),
            (None, Ok(_)) => Err(InternalError::new(
                "the runtime did not run the transaction",
            )),
        }
    }

    /// Runs one statement and returns its rows.
    ///
    /// # Errors
    ///
    /// SQLite's own message; values are bound and never part of it.
    pub(crate) fn rows(
        &self,
        query: &str,
        bindings: Vec<Value>,
    ) -> Result<Vec<Row>, InternalError> {
        self.count_statement()?;
        let cursor = self.statements.exec(query, bindings)?;
        // Before the rows: the runtime does not promise them afterwards.
        let names: Rc<[String]> = cursor.column_names().into();
        let to_row = |values| Row::new(Rc::clone(&names), values);
        cursor.raw().map(|values| Ok(to_row(values?))).collect()
    }

    /// Runs one statement that returns at most one row.
    ///
    /// # Errors
    ///
    /// As [`Sql::rows`].
    pub(crate) fn row(
        &self,
        query: &str,
        bindings: Vec<Value>,
    ) -> Result<Option<Row>, InternalError> {
        Ok(self.rows(query, bindings)?.into_iter().next())
    }

    /// Runs one statement for its effect.
    ///
    /// # Errors
    ///
    /// As [`Sql::rows`].
    pub(crate) fn run(&self, query: &str, bindings: Vec<Value>) -> Result<(), InternalError> {
        self.count_statement()?;
        self.statements.exec(query, bindings)?;
        Ok(())
    }

    fn count_statement(&self) -> Result<(), InternalError> {
        let Some(fault) = &self.fault else {
            return Ok(());
        };
        let statement = self.statement.get() + 1;
        self.statement.set(statement);
        if fault.strikes(self.command.get(), statement) {
            return Err(InternalError::new(
                "a fault was asked for by UNDERSIGNED_FAIL_AT",
            ));
        }
        Ok(())
    }
}

/// One row, its columns by their names in the statement.
pub(crate) struct Row {
    /// Shared by all rows of a statement.
    names: Rc<[String]>,
    values: Vec<Value>,
}

impl Row {
    fn new(names: Rc<[String]>, values: Vec<Value>) -> Self {
        Self { names, values }
    }

    /// The first column of this name; a statement has some twenty at most.
    fn value(&self, column: &str) -> Result<&Value, InternalError> {
        let at = self.names.iter().position(|name| name == column);
        at.and_then(|at| self.values.get(at))
            .ok_or_else(|| InternalError::new(format!("a statement has no column {column}")))
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<String, InternalError> {
        match self.value(column)? {
            Value::String(text) => Ok(text.clone()),
            other => Err(unexpected(column, "a text", other)),
        }
    }

    /// A text or null.
    pub(crate) fn text_or_null(&self, column: &str) -> Result<Option<String>, InternalError> {
        match self.value(column)? {
            Value::String(text) => Ok(Some(text.clone())),
            Value::Null => Ok(None),
            other => Err(unexpected(column, "a text or null", other)),
        }
    }

    /// An integer.
    pub(crate) fn integer(&self, column: &str) -> Result<i64, InternalError> {
        match self.value(column)? {
            Value::Integer(integer) => Ok(*integer),
            other => Err(unexpected(column, "an integer", other)),
        }
    }

    /// An integer or null.
    pub(crate) fn integer_or_null(&self, column: &str) -> Result<Option<i64>, InternalError> {
        match self.value(column)? {
            Value::Integer(integer) => Ok(Some(*integer)),
            Value::Null => Ok(None),
            other => Err(unexpected(column, "an integer or null", other)),
        }
    }

    /// An integer that is never negative.
    pub(crate) fn count(&self, column: &str) -> Result<u64, InternalError> {
        u64::try_from(self.integer(column)?)
            .map_err(|_| InternalError::new(format!("the stored count {column} is negative")))
    }

    /// A blob of exactly `N` bytes.
    pub(crate) fn blob<const N: usize>(&self, column: &str) -> Result<[u8; N], InternalError> {
        match self.value(column)? {
            Value::Blob(bytes) => bytes.as_slice().try_into().map_err(|_| {
                InternalError::new(format!("the stored blob {column} has another length"))
            }),
            other => Err(unexpected(column, "a blob", other)),
        }
    }

    /// A blob of any length.
    pub(crate) fn bytes(&self, column: &str) -> Result<Vec<u8>, InternalError> {
        match self.value(column)? {
            Value::Blob(bytes) => Ok(bytes.clone()),
            other => Err(unexpected(column, "a blob", other)),
        }
    }

    /// A blob padded with zero bytes, as text without them.
    pub(crate) fn padded_text(&self, column: &str) -> Result<String, InternalError> {
        self.padded_text_or_null(column)?
            .ok_or_else(|| InternalError::new(format!("the stored padded text {column} is null")))
    }

    /// The same, or null.
    pub(crate) fn padded_text_or_null(
        &self,
        column: &str,
    ) -> Result<Option<String>, InternalError> {
        let mut bytes = match self.value(column)? {
            Value::Blob(bytes) => bytes.as_slice(),
            Value::Null => return Ok(None),
            other => return Err(unexpected(column, "a padded text or null", other)),
        };
        while let Some(text) = bytes.strip_suffix(&[0]) {
            bytes = text;
        }
        String::from_utf8(bytes.to_vec())
            .map(Some)
            .map_err(|_| InternalError::new(format!("the stored text {column} is not UTF-8")))
    }
}

/// An integer for a `?`. Counts and milliseconds stay below 2^53.
pub(crate) fn count_value(count: u64) -> Result<Value, InternalError> {
    i64::try_from(count)
        .map(Value::Integer)
        .map_err(|_| InternalError::new("a count is too large for a column"))
}

/// `text` as a blob of exactly `length` bytes, padded with zero bytes, so that
/// an erasure can overwrite it in place: SQLite keeps old bytes of a row that
/// moves.
pub(crate) fn padded(text: &str, length: usize) -> Result<Value, InternalError> {
    let mut bytes = text.as_bytes().to_vec();
    if bytes.len() > length || bytes.contains(&0) {
        return Err(InternalError::new("a text does not fit its fixed column"));
    }
    bytes.resize(length, 0);
    Ok(Value::Blob(bytes))
}

fn unexpected(column: &str, wanted: &str, found: &Value) -> InternalError {
    let found = match found {
        Value::Null => "null",
        Value::Boolean(_) => "a boolean",
        Value::Integer(_) => "an integer",
        Value::Float(_) => "a float",
        Value::String(_) => "a text",
        Value::Blob(_) => "a blob",
    };
    InternalError::new(format!(
        "the stored column {column} should be {wanted} and is {found}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let columns = [
            ("name", Value::String("Anil".to_owned())),
            ("gone", Value::Null),
            ("count", Value::Integer(3)),
            ("debt", Value::Integer(-1)),
            ("key", Value::Blob(vec![1, 2])),
            ("email", Value::Blob(b"a@b\0\0".to_vec())),
        ];
        let (names, values): (Vec<_>, Vec<_>) = columns
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .unzip();
        Row::new(names.into(), values)
    }

    #[test]
    fn a_column_is_read_by_its_name() {
        let row = row();
        assert_eq!(row.text("name").unwrap(), "Anil");
        assert_eq!(row.text_or_null("gone").unwrap(), None);
        assert_eq!(row.integer_or_null("gone").unwrap(), None);
        assert_eq!(row.count("count").unwrap(), 3);
        assert_eq!(row.integer("debt").unwrap(), -1);
        assert_eq!(row.blob::<2>("key").unwrap(), [1, 2]);
        assert_eq!(row.bytes("key").unwrap(), [1, 2]);
        assert_eq!(row.padded_text("email").unwrap(), "a@b");
        assert_eq!(row.padded_text_or_null("gone").unwrap(), None);
    }

    #[test]
    fn a_column_of_another_kind_and_one_that_is_not_there_are_errors_without_a_value() {
        let row = row();
        for broken in [
            row.text("count").unwrap_err(),
            row.text("age").unwrap_err(),
            row.integer("name").unwrap_err(),
            row.count("debt").unwrap_err(),
            row.blob::<3>("key").map(|_| ()).unwrap_err(),
            row.padded_text("gone").unwrap_err(),
        ] {
            let said = broken.to_string();
            assert!(!said.contains("Anil") && !said.contains("-1"), "{said}");
        }
        assert!(row.text("age").unwrap_err().to_string().contains("age"));
    }
}
