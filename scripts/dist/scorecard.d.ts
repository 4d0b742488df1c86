export {};
//# sourceMappingURL=scorecard.d.ts.map