/** MOP_OFFLINE=1: look for nothing on the network; what is not on this machine is built, or done without. */
export const offline = process.env.MOP_OFFLINE === "1";
