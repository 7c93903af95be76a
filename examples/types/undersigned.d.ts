// The petition's element and its events, for TypeScript: copy this file into
// your app. No event carries personal data.

/** A count, with the instant it was true (RFC 3339). */
export interface UndersignedTally {
  campaign: string;
  signatures: number;
  goal: number;
  as_of: string;
}

/** Why the edge did not take a submission (RFC 9457). It repeats nothing that was typed. */
export interface UndersignedProblem {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  errors?: { pointer: string; detail: string; kind: string }[];
  request_id?: string | null;
  /** When it can be tried again, in seconds. */
  retry_after_s?: number;
}

/** Each event's name and its `detail`. */
export interface UndersignedEvents {
  "undersigned:ready": CustomEvent<null>;
  "undersigned:signed": CustomEvent<UndersignedTally>;
  "undersigned:tally": CustomEvent<UndersignedTally>;
  "undersigned:problem": CustomEvent<UndersignedProblem | null>;
}

/** `<undersigned-petition campaign partner lang layout>`. */
export interface UndersignedPetitionElement extends HTMLElement {
  /** What was typed stays when it changes. */
  get layout(): "full" | "compact" | "counter" | null;
  set layout(layout: "full" | "compact" | "counter");
  addEventListener<Name extends keyof UndersignedEvents>(
    name: Name,
    listener: (event: UndersignedEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "undersigned-petition": UndersignedPetitionElement;
  }
  // The events bubble and leave the shadow root, so a page may also listen here.
  interface DocumentEventMap extends UndersignedEvents {}
}
