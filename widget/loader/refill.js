// Carries typed values over to the same form in another language.

/** The values of a form, if there is one. */
export const typedIn = (form) => (form ? [...new FormData(form)] : []);

/** Fills in all values but the answers to texts that are no longer shown. */
export const refill = ({ elements }, typed) => {
  for (const [name, value] of typed) {
    const field = elements[name];
    // "consent:..." answers the text that was beside it.
    if (field?.type === "checkbox") field.checked = !name.includes(":");
    // A country has to wait for its list (`countries.js`).
    else if (field?.type) field.value = field.pendingValue = value;
  }
};
