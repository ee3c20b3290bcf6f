import { AppError } from '../plan/errors';
import type { SecretReader } from '../plan/secret-name';

/** Reads secrets for one call and remembers them, so that its answer can be cleaned of them. */
export class UsedSecrets {
  readonly #values = new Map<string, string>();

  constructor(private readonly read: SecretReader) {}

  /** Throws `SECRET_UNKNOWN`. */
  valueOf(name: string): string {
    const value = this.read(name);
    if (value === undefined) throw new AppError('SECRET_UNKNOWN', { name });
    this.#values.set(name, value);
    return value;
  }

  /** A text in which the values that were used are names again, also where it shows them as JSON or in an address. */
  hide(text: string): string {
    let hidden = text;
    for (const [name, value] of this.#values) {
      for (const form of new Set([
        value,
        JSON.stringify(value).slice(1, -1),
        encodeURIComponent(value),
      ])) {
        hidden = hidden.replaceAll(form, `[secret ${name}]`);
      }
    }
    return hidden;
  }
}
