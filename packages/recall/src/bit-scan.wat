(module
  ;; Compiled into bit-scan-module.ts; a test compares the two.
  (import "codes" "memory" (memory 1))
  ;; For each row, adds up the question's values at the bits that the row has set, in 16 bits each at $sums.
  ;; $codes: a row after the other, $width bytes each, a multiple of 16. $planes: the question in two's complement of four
  ;; bits, cut into planes of a bit each: for every 16 bytes of a row the 16 of the ones, the twos, the fours, the eights.
  (func (export "scan") (param $codes i32) (param $rows i32) (param $width i32) (param $planes i32) (param $sums i32)
    (local $end i32) (local $at i32) (local $plane i32) (local $code v128) (local $sum v128)
    (local $ones v128) (local $twos v128) (local $fours v128) (local $eights v128)
    (local.set $end (i32.add (local.get $codes) (i32.mul (local.get $rows) (local.get $width))))
    (block $done
      (loop $row
        (br_if $done (i32.ge_u (local.get $codes) (local.get $end)))
        (local.set $ones (v128.const i64x2 0 0))
        (local.set $twos (v128.const i64x2 0 0))
        (local.set $fours (v128.const i64x2 0 0))
        (local.set $eights (v128.const i64x2 0 0))
        (local.set $at (i32.const 0))
        ;; Bits in common, counted by the byte: 31 parts of at most 8 fit into one.
        (loop $part
          (local.set $code (v128.load (i32.add (local.get $codes) (local.get $at))))
          (local.set $plane (i32.add (local.get $planes) (i32.shl (local.get $at) (i32.const 2))))
          (local.set $ones (i8x16.add (local.get $ones)
            (i8x16.popcnt (v128.and (local.get $code) (v128.load (local.get $plane))))))
          (local.set $twos (i8x16.add (local.get $twos)
            (i8x16.popcnt (v128.and (local.get $code) (v128.load offset=16 (local.get $plane))))))
          (local.set $fours (i8x16.add (local.get $fours)
            (i8x16.popcnt (v128.and (local.get $code) (v128.load offset=32 (local.get $plane))))))
          (local.set $eights (i8x16.add (local.get $eights)
            (i8x16.popcnt (v128.and (local.get $code) (v128.load offset=48 (local.get $plane))))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $part (i32.lt_u (local.get $at) (local.get $width))))
        ;; Ones and twice the twos and four times the fours, less eight times the eights: first by lanes, then across.
        (local.set $sum
          (i16x8.sub
            (i16x8.add
              (i16x8.extadd_pairwise_i8x16_u (local.get $ones))
              (i16x8.add
                (i16x8.shl (i16x8.extadd_pairwise_i8x16_u (local.get $twos)) (i32.const 1))
                (i16x8.shl (i16x8.extadd_pairwise_i8x16_u (local.get $fours)) (i32.const 2))))
            (i16x8.shl (i16x8.extadd_pairwise_i8x16_u (local.get $eights)) (i32.const 3))))
        (local.set $sum (i32x4.extadd_pairwise_i16x8_s (local.get $sum)))
        (i32.store16 (local.get $sums)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $sums (i32.add (local.get $sums) (i32.const 2)))
        (local.set $codes (i32.add (local.get $codes) (local.get $width)))
        (br $row)))))
