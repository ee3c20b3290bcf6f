/**
 * A bot over HTTP in one page: quotes the price of a parcel. `node scripts/carrier-bot.mjs [port]`.
 * The workflow parcel-quote calls it; any language can do the same. The header Idempotency-Key is the same
 * for every attempt of a step, so an answer that was given once is given again instead of made anew.
 */
import { createServer } from 'node:http';
import { argv, stdout } from 'node:process';

/** Base price and price of a kilogram, in euros, by zone. */
const tariffs = {
  domestic: { base: 3.9, kilogram: 0.8 },
  europe: { base: 8.5, kilogram: 2.4 },
  world: { base: 19, kilogram: 7.2 },
};
const given = new Map();

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const key = request.headers['idempotency-key'] ?? '';
    const answer = given.get(key) ?? quote(body);
    given.set(key, answer);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
});

function quote(body) {
  const { input } = parse(body);
  const weight = Number(input?.weight_kg);
  const tariff = tariffs[input?.zone];
  if (!tariff || !(weight > 0)) {
    return { status: 422, body: { error: 'weight_kg and a known zone are needed' } };
  }
  const price = Math.round((tariff.base + tariff.kilogram * weight) * 100) / 100;
  const days = { domestic: 1, europe: 4, world: 10 }[input.zone];
  return { status: 200, body: { variables: { price, currency: 'EUR', delivery_days: days } } };
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

server.listen(Number(argv[2] ?? 7411), '127.0.0.1', () => {
  stdout.write(`carrier bot at http://127.0.0.1:${server.address().port}/quote\n`);
});
