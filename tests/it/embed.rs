//! The widget on a partner's page: what it is given first, and what it is sent
//! later.

mod first_response;
mod goals;
mod letters;
mod live;
