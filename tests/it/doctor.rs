//! What the doctor shows a partner's web admin.

mod look;
