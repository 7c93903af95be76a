/** Elements that cannot contain a form: they show none, or take its clicks and keys. */
const FORMLESS = "a,audio,button,canvas,datalist,label,meter,progress,select,summary,svg,video";

/** The nearest ancestor that cannot contain a form, if there is one. */
export const formlessAncestor = (element) => element.parentElement?.closest(FORMLESS);
