/** No form can live in these: they show none, or take its clicks and keys. */
const CLOSED = "a,audio,button,canvas,datalist,label,meter,progress,select,summary,svg,video";

/** What an element stands in that no form can live in. */
export const closedAround = (element) => element.parentElement?.closest(CLOSED);
