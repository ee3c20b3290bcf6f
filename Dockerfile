# One image for the API, the workers and the command line; docker-compose.yml says which runs where.
# Temporal's native core is built for glibc, so the base is Debian.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build && test -s dist/workflow-bundle.js

FROM node:20.20-bookworm-slim
# Every worker has to replay a run alike: same time zone, same sorting.
ENV NODE_ENV=production TZ=UTC LC_ALL=C.UTF-8
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /app/dist dist
COPY migrations migrations
COPY bottemplates bottemplates
COPY deploy/worker-health.mjs deploy/
RUN install --directory --owner=node --group=node data
USER node
# Without a shell or npm in between, so that node itself gets SIGTERM. Both processes handle it.
ENTRYPOINT []
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
