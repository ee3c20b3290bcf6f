import type { ApiDescription } from '../../api/openapi/describe-api';

/**
 * The description that an API gives of itself, for a fuzzer: it sends one key, as two are refused, and no
 * cursor, as one that was made up is refused whatever its form.
 */
export async function describeForFuzzing(url: string): Promise<object> {
  const response = await fetch(`${url}/openapi.json`);
  const description = (await response.json()) as ApiDescription;
  const { apiKey } = description.components.securitySchemes as Readonly<Record<string, object>>;
  const paths = Object.entries(description.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [
        method,
        {
          ...operation,
          parameters: operation.parameters.filter(({ name }) => name !== 'cursor'),
        },
      ]),
    ),
  ]);
  return {
    ...description,
    security: [{ apiKey: [] }],
    paths: Object.fromEntries(paths) as object,
    components: { ...description.components, securitySchemes: { apiKey } },
  };
}
