// The form as a supporter uses it: in the widget, the hosted page or a frame.

const NAMES = ["Anil", "Kumar"];
let supporters = 0;

/** A supporter who has not signed yet. */
export const newSupporter = (fields = {}) => ({
  given: NAMES[0],
  family: NAMES[1],
  email: `supporter-${process.pid}-${++supporters}@example.org`,
  postalCode: "K1A 0B1",
  isListed: false,
  choice: "yes",
  ...fields,
});

/** An element of the view by its hook. */
export const hook = (view, name) => view.locator(`[data-us=${name}]`);

/** A control of the form. */
export const field = (view, name) => view.locator(`[name="${name}"]`);

/** An entry of "Who's signing". */
export const entry = (view, name) => hook(view, "entries").getByRole("listitem").filter({ hasText: name });

/** The line beside a field that says what is wrong with it. */
export const problem = (view, name) => view.locator(`[data-us-error="${name}"]`);

/** Fills in everything that the form asks. */
export async function fill(view, supporter) {
  await field(view, "given_name").fill(supporter.given);
  await field(view, "family_name").fill(supporter.family);
  await field(view, "email").fill(supporter.email);
  await field(view, "postal_code").fill(supporter.postalCode);
  if (supporter.isListed) await field(view, "list_me").check();
  for (const consent of await hook(view, "consent").all())
    await consent.locator(`[value=${supporter.choice}]`).check();
}

/** Fills it in, signs, and waits for the thanks. */
export async function sign(view, supporter) {
  await fill(view, supporter);
  await hook(view, "submit").click();
  await hook(view, "thanks").waitFor();
}

/** What has the focus, also inside a shadow root: its hook, name or tag. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element.dataset.us ?? element.getAttribute("name") ?? element.localName;
  });
