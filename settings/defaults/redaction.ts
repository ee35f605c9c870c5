/** Words before a value that is a secret. */
const word =
  "(?:password|passwd|passphrase|secret|secret[_-]?(?:access[_-]?)?key|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|token|credentials?)";

/**
 * What must not be stored: credentials, as programs log them by accident. Each asks for more than a word such as
 * "token", since logs talk about tokens and passwords without holding any. RE2 syntax; what the groups match stays, and
 * says afterwards what was there.
 */
export const redaction = {
  enabled: true,
  patterns: {
    privateKey: "(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)",
    tokens:
      "\\b(?:eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?|(?:AKIA|ASIA)[A-Z0-9]{16}\\b|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}|glsa_[A-Za-z0-9_]{32,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|[sr]k_live_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_-]{35})",
    urlUser: "([A-Za-z][A-Za-z0-9+.-]*://)[^\\s/?#@\"'\\\\]+(@)",
    authorization:
      "(?i)(authorization[\\\\\"']*\\s*[:=]\\s*[\\\\\"'\\[]*)(?:(?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\\s+[^\\s\"'\\\\]+|[^\\s\"'\\\\]{16,})",
    bearer: "(?i)\\b(bearer\\s+)[a-z0-9._~+/-]{20,}=*",
    basic: "\\b([Bb]asic\\s+)(?:[A-Za-z0-9+/]{6,}={1,2}|[A-Za-z0-9+/]{16,})",
    cookie: "(?i)\\b(cookie[\\\\\"']*\\s*[:=]\\s*[\\\\\"'\\[]*)[^\\s=;,\"'\\\\]+=[^\\r\\n\"'\\\\]+",
    escapedJson: `(?i)(${word}\\\\+"\\s*[:=]\\s*\\\\+")[^"\\\\]+`,
    quoted: `(?i)(${word}["']?\\s*(?:[:=]|=>)\\s*")(?:[^"\\\\]|\\\\.)+`,
    singleQuoted: `(?i)(${word}["']?\\s*(?:[:=]|=>)\\s*')[^']+`,
    equals: `(?i)(${word}=)(?:[^\\s"'&;\\\\]|\\\\[^"])+`,
    pwd: "(?i)\\b(pwd=)[^\\s\"'&;\\\\/][^\\s\"'&;\\\\]*",
    colon: `(?i)(${word}\\\\*["']?:)[^\\s"'\\\\,;{}\\[\\]/]+`,
    colonAndSpace: `(?i)(${word}["']?:\\s+)(?:[^\\s"'\\\\,;{}\\[\\]()/]*[0-9!@#$%^*+?~][^\\s"'\\\\,;{}\\[\\]()]*|[^\\s"'\\\\,;{}\\[\\]()/]{20,})`,
    signature: "(?i)([?&](?:sig|signature|x-amz-signature|x-amz-credential|x-goog-signature)=)[^&\\s\"'#\\\\]+",
  },
  attributes: {
    headers:
      "(?i)^http\\.(?:request|response)\\.header\\.(?:authorization|proxy[-_]authorization|cookie|set[-_]cookie|x[-_]api[-_]key|x[-_]auth[-_]token|x[-_]amz[-_]security[-_]token)$",
    names:
      "(?i)(?:^|[._-])(?:password|passwd|passphrase|secret|client[_-]?secret|secret[_-]?(?:access[_-]?)?key|api[_-]?key|private[_-]?key|(?:access|refresh|auth|id|session)[_-]?token|authorization|cookie)$",
  },
};

/**
 * Of which every text, in lower case, holds one that one of the shipped patterns matches: a quick look that spares most
 * texts the rest. Each begins with letters as they are and stands alone, since Go's regexp looks for those as for a
 * substring; all of them as alternatives of one expression, which has no such beginning, took fifty times as long.
 */
export const redactionGate: readonly string[] = [
  "-----begin",
  "pass(?:w|phrase)",
  "secret",
  "api[_-]?key",
  "access[_-]?key",
  "private[_-]?key",
  "token",
  "credential",
  "authorization",
  "bearer",
  "basic",
  "cookie",
  "pwd=",
  "eyj",
  "akia[a-z0-9]{16}",
  "asia[a-z0-9]{16}",
  "://[^/?#\\s]*@",
  "gh[opsur]_",
  "github_pat",
  "glpat",
  "glsa_",
  "xox[a-s]-",
  "k_live_",
  "aiza",
  "sig(?:nature)?=",
];
