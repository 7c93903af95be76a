#![no_main]

#[path = "../functions.rs"]
#[allow(dead_code)]
mod functions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| functions::signature_input(bytes));
