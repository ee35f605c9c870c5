import { certificates } from "./broken/certificates";
import { network } from "./broken/network";
import { plaintext } from "./broken/plaintext";
import { brokenStackFiles } from "./support/broken";

brokenStackFiles("addresses and peers", network);
brokenStackFiles("certificates", certificates);
brokenStackFiles("what could be read on the way", plaintext);
