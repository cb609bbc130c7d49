import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { DevelopmentIssuer } from '../access/development-issuer';

/** A token issuer whose public keys can be fetched, as a service does. */
export interface ServedIssuer {
  readonly issuer: DevelopmentIssuer;
  /** what `JWT_ISSUER` and `JWKS_URL` are set to */
  readonly settings: { readonly jwtIssuer: string; readonly jwksUrl: string };
  close(): Promise<void>;
}

export async function serveIssuer(name = 'https://issuer.example'): Promise<ServedIssuer> {
  const issuer = await DevelopmentIssuer.create(name);
  const server = createServer((_, response) => response.end(JSON.stringify(issuer.jwks)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    issuer,
    settings: { jwtIssuer: name, jwksUrl: `http://127.0.0.1:${port}/jwks` },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
