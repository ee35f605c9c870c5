/** Texts that hold a secret, and what must be left of them. */

const jwt =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabc/def+==\n-----END RSA PRIVATE KEY-----";
const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

export const secrets: readonly (readonly [text: string, left: string])[] = [
  // Keys and tokens that are known by their look.
  [`loaded ${pem} from disk`, "loaded [redacted] from disk"],
  ["cut short: -----BEGIN PRIVATE KEY-----\nMIIE", "cut short: [redacted]"],
  [`two: ${pem} and ${pem}.`, "two: [redacted] and [redacted]."],
  [`session ${jwt} opened`, "session [redacted] opened"],
  ["header eyJhbGciOiJub25l.eyJzdWIiOiIx only", "header [redacted] only"],
  ["using AKIAIOSFODNN7EXAMPLE now", "using [redacted] now"],
  ["assumed ASIAIOSFODNN7EXAMPLE.", "assumed [redacted]."],
  [`push with ghp_${alphanumeric}`, "push with [redacted]"],
  [`ghs_${alphanumeric}, ghu_${alphanumeric}`, "[redacted], [redacted]"],
  ["github_pat_11ABCDEFG0abcdefghijkl_x", "[redacted]"],
  ["glpat-ABCdef123-456_789xyz", "[redacted]"],
  ["glsa_ABCDEFGHIJKLMNOPQRSTUVWXYZ012345_0a1b2c3d", "[redacted]"],
  ["slack xoxb-123456789012-abcdef", "slack [redacted]"],
  ["charge with sk_live_4eC39HqLyjWDarjt and rk_live_4eC39HqLyjWDarjt", "charge with [redacted] and [redacted]"],
  ["maps AIzaSyA1234567890abcdefghijklmnopqrstuv", "maps [redacted]"],

  // In addresses.
  ["postgres://app:p%40ss@db:5432/x?sslmode=off", "postgres://[redacted]@db:5432/x?sslmode=off"],
  ["redis://:geheim@cache:6379", "redis://[redacted]@cache:6379"],
  ['{"dsn":"mysql://root:toor@db/x"}', '{"dsn":"mysql://[redacted]@db/x"}'],
  [
    "GET https://x.s3.amazonaws.com/k?X-Amz-Credential=AKID/eu&X-Amz-Signature=0a1b2c&x=1",
    "GET https://x.s3.amazonaws.com/k?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&x=1",
  ],
  ["https://a.blob/c?sv=1&sig=ab%2Bc%3D HTTP/1.1", "https://a.blob/c?sv=1&sig=[redacted] HTTP/1.1"],
  ["/o?X-Goog-Signature=beef&signature=cafe#top", "/o?X-Goog-Signature=[redacted]&signature=[redacted]#top"],

  // In headers.
  ["Authorization: Bearer abc.def-ghi_123", "Authorization: [redacted]"],
  ["authorization=Basic YWRtaW46c2VjcmV0", "authorization=[redacted]"],
  ["Proxy-Authorization: 0123456789abcdef", "Proxy-Authorization: [redacted]"],
  ['{"authorization":"Token s3cr3t"}', '{"authorization":"[redacted]"}'],
  ['headers={"Authorization":["Digest dXNlcjpwYXNz"]}', 'headers={"Authorization":["[redacted]"]}'],
  [String.raw`{"m":"{\"authorization\":\"ApiKey zz9\"}"}`, String.raw`{"m":"{\"authorization\":\"[redacted]\"}"}`],
  ["calling with Bearer 0123456789abcdef0123456789abcdef==", "calling with Bearer [redacted]"],
  ["proxy sent Basic dXNlcjpwYXNzd29yZA==", "proxy sent Basic [redacted]"],
  ["proxy sent basic YTpiYzE=", "proxy sent basic [redacted]"],
  ["Cookie: session=abc123; csrftoken=def", "Cookie: [redacted]"],
  ["Set-Cookie: sid=31d4d96e407aad42; Path=/; HttpOnly\r\nX: y", "Set-Cookie: [redacted]\r\nX: y"],
  ['{"cookie":"sid=1; a=2","n":1}', '{"cookie":"[redacted]","n":1}'],

  // After a word that says so.
  ["login user=bob password=hunter2 ok", "login user=bob password=[redacted] ok"],
  ['login password="hun ter2" ok', 'login password="[redacted]" ok'],
  [String.raw`{"password":"hun\"ter2","n":1}`, '{"password":"[redacted]","n":1}'],
  [
    String.raw`{"msg":"{\"password\":\"hunter2\",\"a\":1}"}`,
    String.raw`{"msg":"{\"password\":\"[redacted]\",\"a\":1}"}`,
  ],
  ["token: 'tok-123' rest", "token: '[redacted]' rest"],
  ["ALTER USER a PASSWORD = 'hunter two'", "ALTER USER a PASSWORD = '[redacted]'"],
  [':secret_key => "s", :id => 1', ':secret_key => "[redacted]", :id => 1'],
  ["api_key=AAAA1111&x=1", "api_key=[redacted]&x=1"],
  ["apiKey=zzz;next=1", "apiKey=[redacted];next=1"],
  ["X-Api-Key: 9f8e7d6c5b4a", "X-Api-Key: [redacted]"],
  ["aws_secret_access_key=wJalr/XUtnF+x", "aws_secret_access_key=[redacted]"],
  ["AWS_ACCESS_KEY_ID=abc", "AWS_ACCESS_KEY_ID=[redacted]"],
  ["Server=db;Uid=sa;Pwd=P@ssw0rd;", "Server=db;Uid=sa;Pwd=[redacted];"],
  ["password:hunter", "password:[redacted]"],
  ["passwd: hunter2!", "passwd: [redacted]"],
  ["private_key: abcdefghijklmnopqrstu", "private_key: [redacted]"],
  [
    "app --client-secret=x1 --passphrase=a --credentials=b",
    "app --client-secret=[redacted] --passphrase=[redacted] --credentials=[redacted]",
  ],
];

/** Texts without one, however close they come. */
export const harmless: readonly string[] = [
  "",
  "2026-11-23T11:09:49Z level=info msg=ok",
  "token bucket is empty: refill in 5s",
  "invalid token: expired",
  "max_tokens=100 prompt_tokens: 25",
  "caller=token.go:12",
  "tokenizer=bpe",
  "password reset requested for bob",
  "password: must be at least 8 characters",
  "password=",
  'password=""',
  "secret: not found",
  "secretName: my-tls",
  "secret default/my-cert-tls updated",
  "api key rotation finished",
  "access key: missing",
  "bearer of bad news",
  "Bearer short",
  "Basic authentication failed",
  "basic configuration loaded",
  "authorization: denied",
  "authorization=true",
  "cookie: expired",
  "cookies accepted: yes",
  "PWD=/home/app",
  "http://host:8080/path?at=me@example.com",
  "mail bob@example.com",
  "keyjson eyJ short",
  "AKIA123 and ASIAPACIFIC",
  "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
  "design=flat&signal=9",
  '{"user":"bob","status":200,"path":"/api/v1/orders/123"}',
];
