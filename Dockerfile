# syntax=docker/dockerfile:1
ARG NODE=20-bookworm

FROM node:${NODE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:${NODE} AS modules
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# Optional is only the PostgreSQL that tests start.
RUN npm ci --no-audit --no-fund --omit=dev --omit=optional

FROM node:${NODE}-slim
# ADMIN_HOST stays 127.0.0.1: health is asked for from inside, metrics are open only to those who choose it.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    DATABASE_URL=file:/data/athanor.db
WORKDIR /app
COPY --from=modules /src/node_modules node_modules
COPY --from=build /src/dist dist
COPY drizzle drizzle
COPY package.json LICENSE ./
RUN install -d -o node -g node -m 0750 /data
VOLUME /data
USER node
EXPOSE 4000 4001
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT || 4001}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/cli/index.js"]
CMD ["serve"]
