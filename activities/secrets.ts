import { AppError } from '../plan/errors';

/** Gives the value of a secret; undefined for one that nobody has set. */
export type SecretReader = (name: string) => string | undefined;

const PREFIX = 'EVERSTEP_SECRET_';

/**
 * Secrets of the environment of the worker: `SECRET("stripe-key")` is `EVERSTEP_SECRET_STRIPE_KEY`. Only a
 * call that is being made asks for them.
 */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
): SecretReader {
  return (name) => {
    const value = environment[`${PREFIX}${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`];
    return value === '' ? undefined : value;
  };
}

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
