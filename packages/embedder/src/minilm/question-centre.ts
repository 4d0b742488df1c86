// The middle of the vectors of 223 questions, written for this project and put in the first person: those of the
// everyday sets (split dev) and of recall's everyday facts. Made by scripts/make-question-centre.mjs.

/** What questions have in common in the model's space: 384 int8 in Base64, scaled to a largest value of 127. */
export const QUESTION_CENTRE =
  'DxD7Kuz/R/AR//Tf4BDp9wjE/drDGfQOI0D4AerK/egDBfwDNuAfGPnSLAQcBQUdTDD//t0jEi/WBRsL8xHKRffl6PcR1+/5B/wB' +
  '50DfE9Df18UuFQgwUPEBCfjnHt8w/OjHfw8CMx8UCvURCOvpCv4Z/u8XHRICCSnxEY78+AAI7BZPGgbuFdMLBeDT2xQz3v/cB/kk' +
  '4iMV5Ae8GRkMGPbcABHT2fD99vIP/g4QMQ7sD9/g2Brh4S71BwEmK/Ea5Qf0/DbeAwQM7vYI5+3L8AYS508S/N/0FQmu8DG4tgAI' +
  '5RcGC8n9QwErBOtGAEQVNgv7zLY3/xL5JUDlrefr5+cS8Tjj9+UBIO4Zff3k7yYoCegSBPMX/gL6/Qn+J9Ye7vzj7vL9Fwfx3tMF' +
  'LxcI+73g/Rb93CfYEAgWQ/HL+wAMGfj5BfAF+eztJeQZ8hvrIwbU/QECFAXk6TRJAjoOULPDwNv13wjc+BQSFfYOH8gQ3dMDOSb/' +
  '+Pj24Q4v5df2';
