/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** HTML in which each text is escaped. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html {
  return { html: String.raw({ raw: parts }, ...values.map(written)) };
}

function written(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return escape(value);
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
