export {};
//# sourceMappingURL=scorecard-rows.test.d.ts.map