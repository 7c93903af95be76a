// What a screen reader is given, in its order: Chromium's accessibility tree,
// through shadow roots, as lines like `textbox "Email" required | Never shown.`

/** Said by what is inside of them. */
const SILENT = new Set(["none", "generic", "paragraph", "InlineTextBox", "LineBreak", "strong", "time", "ListMarker", "listitem", "LabelText", "LayoutTableCell", "Legend", "Section", "sectionheader", "sectionfooter"]);
/** Their name is their text. */
const NAMED_BY_TEXT = new Set(["heading", "link", "button", "DisclosureTriangle", "MenuListPopup", "option", "textbox", "combobox"]);
const STATES = ["focused", "required", "invalid", "expanded", "checked"];

/** Reads the page, or what stands in an element with this role and name. */
export async function read(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Accessibility.enable");
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const visit = (node, isQuiet) => {
    if (!node) return;
    const line = isQuiet || node.ignored ? undefined : tell(node);
    if (line) lines.push(line);
    const isNamed = !node.ignored && NAMED_BY_TEXT.has(node.role?.value);
    for (const id of node.childIds ?? []) visit(byId.get(id), isQuiet || isNamed);
  };
  visit(nodes[0], false);
  return lines;
}

function tell({ role, name, value, description, properties = [] }) {
  if (SILENT.has(role.value)) return;
  const text = name?.value?.replaceAll(/\s+/g, " ").trim();
  if (role.value === "StaticText") return text;
  const of = Object.fromEntries(properties.map((property) => [property.name, property.value.value]));
  const states = STATES.filter((state) => of[state] && of[state] !== "false").map((state) =>
    of[state] === true || of[state] === "true" ? state : `${state}=${of[state]}`,
  );
  const level = role.value === "heading" ? of.level : "";
  const said = [`${role.value}${level}`, text && `"${text}"`, value?.value && `= ${value.value}`, ...states];
  if (description?.value) said.push(`| ${description.value.trim()}`);
  return said.filter(Boolean).join(" ");
}
