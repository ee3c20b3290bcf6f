const styles = {
  bold: ['\u001b[1m', '\u001b[22m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  red: ['\u001b[31m', '\u001b[39m'],
  green: ['\u001b[32m', '\u001b[39m'],
  yellow: ['\u001b[33m', '\u001b[39m'],
  cyan: ['\u001b[36m', '\u001b[39m'],
} as const;

/** How a piece of text can look. */
export type Style = keyof typeof styles;

/** Puts a style on a text, or leaves it plain. */
export type Paint = (style: Style, text: string) => string;

/** The painter of an output: plain text where colours would not help. */
export function createPaint({ colour }: { readonly colour: boolean }): Paint {
  return (style, text) => (colour ? styles[style][0] + text + styles[style][1] : text);
}

/** How many columns a text takes: without the colours, and a surrogate pair counts once. */
export function widthOf(text: string): number {
  return Array.from(text.replace(/\u001b\[\d+m/g, '')).length;
}

/** Text from elsewhere as one line that cannot steer a terminal. */
export function plainText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
