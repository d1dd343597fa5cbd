//! Files that are small and would be large.
use crate::support::story;
use crate::uploads::{HERE, file, published, upload};

/// A PDF with a stream that is packed twice, as bombs are.
fn bomb() -> Vec<u8> {
    let packed = [b"\x78\xda\xed\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7\x4f\x6d".as_slice(), &[0; 900], b"\xbe\x0d\x21\x00\x00\x01"].concat();
    let head = format!("%PDF-1.7\n1 0 obj\n<</Length {}/Filter[/FlateDecode/FlateDecode]>>stream\n", packed.len());
    [head.as_bytes(), &packed, b"\nendstream\nendobj\ntrailer\n<<>>\n%%EOF\n"].concat()
}

/// A Word document whose one page says that it has four gigabytes.
fn sheet() -> Vec<u8> {
    let (mut file, mut table) = (vec![], vec![]);
    for name in ["[Content_Types].xml", "word/document.xml"] {
        let offset = u32::try_from(file.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Method, time, date, checksum, packed size, unpacked size.
        let about = [&[8, 0, 0, 0, 0, 0][..], &[0; 4], &4_u32.to_le_bytes(), &u32::MAX.to_le_bytes(), &length, &[0, 0]].concat();
        file.extend([b"PK\x03\x04\x14\0\0\0".as_slice(), &about[..], name.as_bytes(), b"\x03\0\0\0"].concat());
        table.extend([b"PK\x01\x02\x14\0\x14\0\0\0".as_slice(), &about[..], &[0; 10], &offset, name.as_bytes()].concat());
    }
    let (start, length) = (u32::try_from(file.len()).unwrap().to_le_bytes(), u32::try_from(table.len()).unwrap().to_le_bytes());
    let end = [b"PK\x05\x06\0\0\0\0\x02\0\x02\0".as_slice(), &length, &start, &[0, 0]].concat();
    [file, table, end].concat()
}

story! {
    async fn a_bomb_is_kept_as_it_is_and_never_unpacked(app) {
        published(&app).await;
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        for (number, name, kind, bytes) in [(1, "a.pdf", "application/pdf", bomb()), (2, "a.docx", word, sheet())] {
            upload(&app, number + 1, file(name, kind, &bytes)).await.expect(201);
            assert_eq!(app.anyone().get(&format!("{HERE}/versions/{number}/file")).await.expect(200).bytes, bytes);
            app.anyone().get(&format!("{HERE}/versions/{number}/html")).await.refused(404, "not_found");
        }
        assert_eq!(app.rows("document_texts"), 0, "nothing was read out of them");
    }
}
