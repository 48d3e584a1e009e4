// A real OpenID provider for tests, shaped as Ansattporten: PAR, PKCE, acr, authorization_details.
//
// The test tells at /control what the next person is and what the next id_token is to be spoilt with; the provider's
// own key signs the spoilt token too, so that only the fault itself can be the reason for refusing it.

import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { SignJWT, UnsecuredJWT, decodeJwt, importJWK } from 'jose';

const given = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${given.port}`;
const TYPE = 'ansattporten:altinn:resource';

function aKey(kid) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
}

const ours = aKey('ours');
const unknown = aKey('unknown');
let next = { pid: '13897512345', acr: 'substantial', parties: [], resource: '', spoil: '' };
const people = new Map();

const provider = new Provider(issuer, {
  clients: [{
    client_id: given.client_id,
    redirect_uris: [given.redirect_uri],
    post_logout_redirect_uris: [given.logged_out_uri],
    backchannel_logout_uri: given.back_channel_uri,
    backchannel_logout_session_required: true,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'RS256',
    jwks: given.jwks,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    require_pushed_authorization_requests: true,
    authorization_details_types: [TYPE],
  }],
  jwks: { keys: [ours] },
  cookies: { keys: ['for tests only'] },
  acrValues: ['substantial', 'high'],
  claims: { openid: ['sub', 'pid', 'authorization_details'], profile: ['locale'], acr: null, sid: null, auth_time: null, iss: null },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  scopes: ['openid', 'profile'],
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `${issuer}/api`,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'openid profile', audience: 'api', accessTokenFormat: 'opaque' }),
    },
    richAuthorizationRequests: {
      enabled: true,
      types: { [TYPE]: { validate() {} } },
      authorizationDetailsForGrantSource: (ctx) => ctx.oidc.params.authorization_details && JSON.parse(ctx.oidc.params.authorization_details),
      authorizationDetailsForAccessToken: (ctx, token, source) => source.rar,
      authorizationDetailsForIntrospection: (ctx, token) => token.rar,
    },
  },
  async findAccount(ctx, id) {
    const person = people.get(id);
    return person && {
      accountId: id,
      claims: () => ({
        sub: id,
        pid: person.pid,
        authorization_details: [{ type: TYPE, resource: person.resource, authorized_parties: person.parties }],
      }),
    };
  },
});

async function spoilt(token, how) {
  const claims = decodeJwt(token);
  if (how === 'none') return new UnsecuredJWT(claims).encode();
  const second = Math.floor(Date.now() / 1000);
  const changed = {
    nonce: { nonce: 'another' },
    aud: { aud: 'somebody-else' },
    iss: { iss: 'https://somebody.else' },
    expired: { exp: second - 60, iat: second - 120 },
  }[how] ?? {};
  const key = how === 'kid' ? unknown : how === 'signature' ? { ...unknown, kid: 'ours' } : ours;
  return new SignJWT({ ...claims, ...changed })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .sign(await importJWK(key, 'RS256'));
}

provider.use(async (ctx, go) => {
  await go();
  if (ctx.path === '/token' && ctx.body?.id_token && next.spoil) {
    ctx.body.id_token = await spoilt(ctx.body.id_token, next.spoil);
  }
});

async function body(request) {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

async function interaction(request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = randomUUID();
  people.set(accountId, { ...next });
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(`${issuer}/api`, 'openid profile');
  for (const detail of JSON.parse(params.authorization_details ?? "[]")) grant.addRar(detail);
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, {
    login: { accountId, acr: next.acr, amr: ['pin'] },
    consent: { grantId },
  });
}

const answer = provider.callback();
createServer(async (request, response) => {
  try {
    if (request.url === '/control') {
      next = { ...next, spoil: '', ...JSON.parse(await body(request)) };
      response.end('ok');
    } else if (request.url.startsWith('/interaction/')) {
      await interaction(request, response);
    } else {
      answer(request, response);
    }
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error.stack));
  }
}).listen(given.port, '127.0.0.1', () => console.log('ready'));
provider.on('server_error', (ctx, error) => console.error(error));
