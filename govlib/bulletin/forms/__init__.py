"""A paper in the forms it goes out in: Word, HTML, text, a workbook an annex, pictures of charts."""
