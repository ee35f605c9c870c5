import { certificates } from "./broken/certificates";
import { lives } from "./broken/lives";
import { network } from "./broken/network";
import { plaintext } from "./broken/plaintext";
import { brokenStackFiles } from "./support/broken";

brokenStackFiles("addresses and peers", network);
brokenStackFiles("certificates", certificates);
brokenStackFiles("how long certificates live", lives);
brokenStackFiles("what could be read on the way", plaintext);
