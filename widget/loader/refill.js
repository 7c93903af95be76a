// What was typed, for the same form in another language.

/** What stands in a form, if there is one. */
export const typedIn = (form) => (form ? [...new FormData(form)] : []);

/** All of it but the answers to texts that are no longer there. */
export const refill = ({ elements }, typed) => {
  for (const [name, value] of typed) {
    const field = elements[name];
    // "consent:..." answers the text that stood beside it.
    if (field?.type === "checkbox") field.checked = !name.includes(":");
    // A country has to wait for its list (`countries.js`).
    else if (field?.type) field.value = field.pendingValue = value;
  }
};
