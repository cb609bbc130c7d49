# One image, many roles. The command says which: node dist/apps/<role>/src/main.js
FROM node:22-slim AS build
WORKDIR /srv/satupintu
COPY package.json package-lock.json .npmrc ./
# Scripts only unpack what a development machine needs (an embedded Postgres); the image runs against real servers.
RUN npm ci --omit=dev --ignore-scripts
COPY .swcrc ./
COPY tools/build.mjs tools/
COPY libs libs
COPY apps apps
RUN node tools/build.mjs

FROM node:22-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /srv/satupintu
RUN mkdir /keys && chown node:node /keys
COPY --from=build /srv/satupintu/node_modules node_modules
COPY --from=build /srv/satupintu/dist dist
COPY package.json LICENSE NOTICE ./
COPY data data
COPY docs/openapi.json docs/asyncapi.json docs/
USER node
EXPOSE 3000
CMD ["node", "dist/apps/intake/src/main.js"]
