const PREFIX = 'EVERSTEP_SECRET_';

/** Gives the value of a secret; undefined for one that nobody has set. */
export type SecretReader = (name: string) => string | undefined;

/** Secrets of the environment of a process: `stripe-key` is `EVERSTEP_SECRET_STRIPE_KEY`. */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
): SecretReader {
  return (name) => {
    const value = environment[`${PREFIX}${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`];
    return value === '' ? undefined : value;
  };
}
