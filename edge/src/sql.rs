//! The one way to an object's SQLite storage.
//!
//! Every command of an object is one [`Sql::transaction`]: several `exec`
//! calls are committed together by the runtime, but a throw between two of
//! them is not rolled back by itself (design, principle 3). Nothing in here
//! knows a table.

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

    /// Runs one statement and returns its rows, each a list of columns.
    ///
    /// # Errors
    ///
    /// SQLite's own message; values are bound and never part of it.
    pub(crate) fn rows(
        &self,
        query: &str,
        bindings: Vec<Value>,
    ) -> Result<Vec<Vec<Value>>, InternalError> {
        self.count_statement()?;
        self.statements
            .exec(query, bindings)?
            .raw()
            .map(|row| row.map_err(InternalError::from))
            .collect()
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
        Ok(self.rows(query, bindings)?.into_iter().next().map(Row::new))
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

/// One row, its columns taken from left to right.
pub(crate) struct Row(std::vec::IntoIter<Value>);

impl Row {
    /// A row as [`Sql::rows`] returns it.
    pub(crate) fn new(columns: Vec<Value>) -> Self {
        Self(columns.into_iter())
    }

    /// The next column, a text.
    pub(crate) fn text(&mut self) -> Result<String, InternalError> {
        match self.0.next() {
            Some(Value::String(text)) => Ok(text),
            other => Err(unexpected("a text", other.as_ref())),
        }
    }

    /// The next column, a text or null.
    pub(crate) fn text_or_null(&mut self) -> Result<Option<String>, InternalError> {
        match self.0.next() {
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            other => Err(unexpected("a text or null", other.as_ref())),
        }
    }

    /// The next column, an integer.
    pub(crate) fn integer(&mut self) -> Result<i64, InternalError> {
        match self.0.next() {
            Some(Value::Integer(integer)) => Ok(integer),
            other => Err(unexpected("an integer", other.as_ref())),
        }
    }

    /// The next column, an integer or null.
    pub(crate) fn integer_or_null(&mut self) -> Result<Option<i64>, InternalError> {
        match self.0.next() {
            Some(Value::Integer(integer)) => Ok(Some(integer)),
            Some(Value::Null) => Ok(None),
            other => Err(unexpected("an integer or null", other.as_ref())),
        }
    }

    /// The next column, an integer that is never negative.
    pub(crate) fn count(&mut self) -> Result<u64, InternalError> {
        u64::try_from(self.integer()?).map_err(|_| InternalError::new("a stored count is negative"))
    }

    /// The next column, a blob of exactly `N` bytes.
    pub(crate) fn blob<const N: usize>(&mut self) -> Result<[u8; N], InternalError> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => bytes.try_into().map_err(|_| {
                InternalError::new("a stored blob has another length than its column")
            }),
            other => Err(unexpected("a blob", other.as_ref())),
        }
    }

    /// The next column, a blob of any length.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, InternalError> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => Ok(bytes),
            other => Err(unexpected("a blob", other.as_ref())),
        }
    }

    /// The next column, a blob padded with zero bytes, as text without them.
    pub(crate) fn padded_text(&mut self) -> Result<String, InternalError> {
        self.padded_text_or_null()?
            .ok_or_else(|| InternalError::new("a stored padded text is null"))
    }

    /// The same, or null.
    pub(crate) fn padded_text_or_null(&mut self) -> Result<Option<String>, InternalError> {
        let mut bytes = match self.0.next() {
            Some(Value::Blob(bytes)) => bytes,
            Some(Value::Null) => return Ok(None),
            other => return Err(unexpected("a padded text or null", other.as_ref())),
        };
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| InternalError::new("a stored text is not UTF-8"))
    }
}

/// An integer for a `?`. Counts and milliseconds stay below 2^53.
pub(crate) fn count_value(count: u64) -> Result<Value, InternalError> {
    i64::try_from(count)
        .map(Value::Integer)
        .map_err(|_| InternalError::new("a count is too large for a column"))
}

/// `text` as a blob of exactly `length` bytes, padded with zero bytes, so that
/// an erasure can overwrite it in place (design 5).
pub(crate) fn padded(text: &str, length: usize) -> Result<Value, InternalError> {
    let mut bytes = text.as_bytes().to_vec();
    if bytes.len() > length || bytes.contains(&0) {
        return Err(InternalError::new("a text does not fit its fixed column"));
    }
    bytes.resize(length, 0);
    Ok(Value::Blob(bytes))
}

fn unexpected(wanted: &str, found: Option<&Value>) -> InternalError {
    let found = match found {
        None => "no column",
        Some(Value::Null) => "null",
        Some(Value::Boolean(_)) => "a boolean",
        Some(Value::Integer(_)) => "an integer",
        Some(Value::Float(_)) => "a float",
        Some(Value::String(_)) => "a text",
        Some(Value::Blob(_)) => "a blob",
    };
    InternalError::new(format!("a stored column should be {wanted} and is {found}"))
}
