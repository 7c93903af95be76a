//! What the doctor tells a partner's web admin.

mod look;
