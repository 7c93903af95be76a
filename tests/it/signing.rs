//! What a signature needs, who may give one, and what is refused.

mod addresses;
mod claims;
mod comments;
mod deadlines;
mod hostile_text;
mod key_rotation;
mod one_person_once;
mod other_clients;
mod refused_sessions;
mod refused_signatures;
mod refused_submissions;
mod server_keys;
mod vectors;
mod work;
