/** A new element of the page's document. */
export const make = (name, properties) => Object.assign(document.createElement(name), properties);
