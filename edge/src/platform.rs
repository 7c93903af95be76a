//! What only the runtime can give: the clock, randomness and a timer.
//!
//! Not a place for rules. Everything else takes `now_ms` and random bytes as
//! arguments, so that it can be tested without a runtime.

use std::time::Duration;

use futures_util::future::{Either, select};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::InternalError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;

    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random_values(bytes: &mut [u8]);
}

/// Milliseconds since the Unix epoch, by the runtime's clock.
pub(crate) fn now_ms() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 stay below 2^53 for 280,000 years"
    )]
    let now = date_now() as i64;
    now
}

/// `N` bytes from the runtime's cryptographic generator.
pub(crate) fn make_random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill_with_random_values(&mut bytes);
    bytes
}

/// A random version 4 UUID (RFC 9562 section 5.4), lower case.
pub(crate) fn make_uuid() -> String {
    let mut bytes: [u8; 16] = make_random();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    text
}

/// Waits for so many milliseconds.
pub(crate) async fn sleep_ms(ms: u64) {
    worker::Delay::from(Duration::from_millis(ms)).await;
}

/// Waits for `future`, but never longer than `limit_ms`: the caller of an
/// object whose instance died would else hang for good.
pub(crate) async fn within<T>(
    limit_ms: u64,
    future: impl Future<Output = Result<T, InternalError>>,
) -> Result<T, InternalError> {
    let future = std::pin::pin!(future);
    let limit = std::pin::pin!(sleep_ms(limit_ms));
    match select(future, limit).await {
        Either::Left((answer, _)) => answer,
        Either::Right(((), _)) => Err(InternalError::new("an object did not answer in time")),
    }
}
