/* What the reader does in a panel, on its way to the server: numbered, and sent again with the next until it was
   heard, for of several that wait for one run Streamlit keeps the last alone. */
const PATIENCE = 10000;  // milliseconds: what was not heard by then is not carried out later, out of the blue
let waiting = [], last = 0, channel = null;

export function act(value) {
  last = Math.max(last + 1, Date.now());
  waiting = [...waiting.filter(([number]) => number > last - PATIENCE), [last, value]];
  channel.setTriggerValue("act", waiting);
}

/* Whether there is an act that the server may still hear. */
export const busy = () => waiting.some(([number]) => number > Date.now() - PATIENCE);

/* The component to send by, and the number of the last act that the server has heard. */
export function heard(component, number) {
  channel = component;
  waiting = waiting.filter(([n]) => n > number);
}
