import { Ajv2020 } from 'ajv/dist/2020';
import { BASIC_CODES } from './basic/catalogue';
import { compile } from './compile';
import { toSarif } from './sarif';

const text = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1 } },
};
const region = {
  type: 'object',
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  additionalProperties: { type: 'integer', minimum: 1 },
};
const artifact = {
  type: 'object',
  required: ['uri'],
  properties: { uri: { type: 'string', format: 'uri-reference' } },
};
const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      properties: { artifactLocation: artifact, region },
    },
  },
};
const fix = {
  type: 'object',
  required: ['artifactChanges'],
  properties: {
    description: text,
    artifactChanges: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['artifactLocation', 'replacements'],
        properties: {
          replacements: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['deletedRegion'],
              properties: { deletedRegion: region },
            },
          },
        },
      },
    },
  },
};
/** The parts of SARIF 2.1.0 that are used here. */
const schema = {
  type: 'object',
  required: ['version', 'runs', '$schema'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: { type: 'object', required: ['driver'] },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ruleId', 'message', 'level', 'locations'],
              properties: {
                ruleId: { enum: BASIC_CODES },
                level: { enum: ['error', 'warning', 'note'] },
                message: text,
                locations: { type: 'array', items: location },
                relatedLocations: { type: 'array', items: location },
                fixes: { type: 'array', items: fix },
              },
            },
          },
        },
      },
    },
  },
}; // prettier-ignore

const samples = [
  compile({ file: 'a b/ä.bas', text: 'IF a > 1\n  TALK "x\nEND IF\nFOR i = 1 TO 2\nNEXT j\n' }),
  compile({ file: 'b.bas', text: 'PLAY "song"\nRETURN 1\nTALK "x"\n' }),
];

describe('toSarif', () => {
  const log = toSarif(samples, '1.2.3');

  it('has the form of SARIF 2.1.0', () => {
    const ajv = new Ajv2020({ formats: { 'uri-reference': (uri: string) => !/[ \\]/.test(uri) } });
    const validate = ajv.compile(schema);
    validate(log);
    expect(validate.errors).toBeNull();
  });

  it('has all codes as rules and results that point to them', () => {
    const [run] = log['runs'] as {
      tool: { driver: { version: string; rules: { id: string }[] } };
      results: { ruleId: string; ruleIndex: number }[];
    }[];
    expect(run?.tool.driver.version).toBe('1.2.3');
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(BASIC_CODES);
    expect(run?.results.length).toBeGreaterThan(4);
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it('encodes paths and gives the places of fixes', () => {
    const json = JSON.stringify(log);
    expect(json).toContain('a%20b/%C3%A4.bas');
    expect(json).toContain('"insertedContent":{"text":" THEN"}');
  });
});
