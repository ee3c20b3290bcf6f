import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { problemOf, readProblem, startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

const PATH = '/api/events';
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const withData = (data: string): string => `{"name":"x","data":${data}}`;

it.each<[string, string | Uint8Array, string]>([
  ['text that is no JSON', '{bad', '400 API_BODY_MALFORMED'],
  ['nothing', '', '400 API_BODY_MALFORMED'],
  ['two values', '{"name":"a"}\n{"name":"b"}', '400 API_BODY_MALFORMED'],
  ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), '400 API_BODY_MALFORMED'],
  ['a text', '"str"', '422 API_BODY_INVALID'],
  ['a list', '[]', '422 API_BODY_INVALID'],
  ['null', 'null', '422 API_BODY_INVALID'],
  ['40,000 nested lists', nested(40_000), '400 API_BODY_MALFORMED'],
  ['65 levels', withData(nested(65)), '400 API_BODY_MALFORMED'],
  ['__proto__', withData('{"__proto__":{"x":1}}'), '422 API_BODY_INVALID'],
  ['constructor', withData('[{"constructor":1}]'), '422 API_BODY_INVALID'],
  ['prototype', '{"prototype":1}', '422 API_BODY_INVALID'],
  ['NUL in a text', withData('"a\\u0000b"'), '422 API_BODY_INVALID'],
  ['NUL in a name', withData('{"a\\u0000":1}'), '422 API_BODY_INVALID'],
  ['half a character', withData('"\\ud800"'), '422 API_BODY_INVALID'],
  ['a number without end', withData('1e309'), '422 API_BODY_INVALID'],
  ['a member too many', '{"name":"x","workspaceId":"y"}', '422 API_BODY_INVALID'],
  ['a member of another type', '{"name":1}', '422 API_BODY_INVALID'],
  ['101 KB', withData(JSON.stringify('x'.repeat(101_000))), '413 API_BODY_TOO_LARGE'],
  ['2 MB', withData(JSON.stringify('x'.repeat(2_000_000))), '413 API_BODY_TOO_LARGE'],
])('refuses %s', async (_name, body, problem) => {
  expect(problemOf(await api.send('POST', PATH, { body }))).toBe(problem);
});

it.each<[string, Record<string, string>, string | Uint8Array]>([
  ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'name=x'],
  ['several parts', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--'],
  ['plain text', { 'Content-Type': 'text/plain' }, '{"name":"x"}'],
  ['NDJSON', { 'Content-Type': 'application/x-ndjson' }, '{"name":"x"}'],
  ['no type', { 'Content-Type': '' }, '{"name":"x"}'],
  ['UTF-7', { 'Content-Type': 'application/json; charset=utf-7' }, '{"name":"x"}'],
  ['gzip', { 'Content-Encoding': 'gzip' }, gzipSync('{"name":"x"}')],
])('refuses %s with 415', async (_name, headers, body) => {
  expect(problemOf(await api.send('POST', PATH, { headers, body }))).toBe('415 API_BODY_TYPE');
});

it('says where a body is wrong', async () => {
  const answer = await api.send('POST', PATH, { body: { name: '', data: 1, 'a/b': 2 } });
  const { errors } = readProblem(answer, 422, 'API_BODY_INVALID');
  expect(errors.map(({ pointer }) => pointer)).toEqual(['/name', '']);
});

it('names at most 100 wrong places', async () => {
  const skills = Array.from({ length: 100 }, () => 1);
  const body = { id: 1, kind: 'http', url: 'ftp://a.example', skills };
  const answer = await api.send('POST', '/api/bots/register', { body });
  expect(readProblem(answer, 422, 'API_BODY_INVALID').errors).toHaveLength(100);
});

it('takes 64 levels, a byte order mark, double names and every kind of text', async () => {
  const texts = ["'; drop table runs; --", '$1', '%', '\\', '👍', '\u202eabc', 'NaN', 'infinity'];
  for (const body of [
    withData(nested(63)),
    `\ufeff${withData('1')}`,
    '{"name":"x","name":"y"}',
    ...texts.map((text) => withData(JSON.stringify(text))),
    withData('99999999999999999999'),
  ]) {
    expect((await api.send('POST', PATH, { body })).status).toBe(202);
  }
});

it('takes a charset in any case and in quotes', async () => {
  const headers = { 'Content-Type': 'Application/JSON; Charset="UTF-8"' };
  expect((await api.send('POST', PATH, { headers, body: '{"name":"x"}' })).status).toBe(202);
});

it('refuses a broken chunk and a body that is too short for its length', async () => {
  const head = `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: ${api.keys.admin}\r\nContent-Type: application/json\r\n`;
  expect(await sendRaw(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(await sendRaw(`${head}Content-Length: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
});

function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(api.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
  });
}
